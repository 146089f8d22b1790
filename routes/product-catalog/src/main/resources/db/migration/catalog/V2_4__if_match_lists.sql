-- If-Match may name several versions (RFC 9110, section 13.1.1).

DROP FUNCTION catalog.change_product(bigint, jsonb, bigint, text);

-- Changes what the patch names (RFC 7396: null removes). No row: no such product. outcome:
--   null           changed, or it was so already and nothing was written
--   stale          expected_versions are given, and the product's is none of them
--   duplicate_sku  conflict_id is the product that has the sku
CREATE FUNCTION catalog.change_product(product_id bigint, patch jsonb, expected_versions bigint[], trace text)
    RETURNS TABLE (product catalog.products, outcome text, conflict_id bigint)
    LANGUAGE plpgsql
AS $$
DECLARE
    wanted catalog.products;
BEGIN
    LOOP
        SELECT p.* INTO product
        FROM catalog.products p
        WHERE p.id = product_id AND p.deleted_at IS NULL
        FOR NO KEY UPDATE;
        IF NOT FOUND THEN
            RETURN;
        END IF;
        IF NOT product.version = ANY (expected_versions) THEN
            outcome := 'stale';
            RETURN NEXT;
            RETURN;
        END IF;
        wanted := jsonb_populate_record(product, patch);
        IF wanted IS NOT DISTINCT FROM product THEN
            RETURN NEXT;
            RETURN;
        END IF;
        SELECT p.id INTO conflict_id
        FROM catalog.products p
        WHERE p.sku = wanted.sku AND p.deleted_at IS NULL AND p.id <> product_id;
        IF FOUND THEN
            outcome := 'duplicate_sku';
            RETURN NEXT;
            RETURN;
        END IF;

        BEGIN
            UPDATE catalog.products p
            SET sku = wanted.sku, name = wanted.name, description = wanted.description, price = wanted.price,
                currency = wanted.currency, category = wanted.category, stock_quantity = wanted.stock_quantity,
                version = p.version + 1, updated_at = clock_timestamp()
            WHERE p.id = product_id
            RETURNING p.* INTO product;
            INSERT INTO catalog.outbox (type, key, payload, traceparent)
            VALUES ('product.updated', product.id, catalog.document(product), trace);
            RETURN NEXT;
            RETURN;
        EXCEPTION WHEN unique_violation THEN
            NULL; -- somebody has just taken the sku: look again, whose it is
        END;
    END LOOP;
END
$$;
