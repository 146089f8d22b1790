-- Changes what the patch names (RFC 7396: null removes). No row: no such product. outcome:
--   null           changed, or it was so already and nothing was written
--   stale          the product's version is not current, see is_current()
--   duplicate_sku  conflict_id is the product that has the sku
CREATE OR REPLACE FUNCTION catalog.change_product(product_id bigint, patch jsonb, if_match bigint[], trace text)
    RETURNS TABLE (document catalog.product_documents, outcome text, conflict_id bigint)
    LANGUAGE plpgsql
AS $$
DECLARE
    product catalog.products;
    wanted  catalog.products;
BEGIN
    LOOP
        SELECT p.* INTO product
        FROM catalog.products p
        WHERE p.id = product_id AND p.deleted_at IS NULL
        FOR NO KEY UPDATE;
        IF NOT FOUND THEN
            RETURN;
        END IF;
        IF NOT catalog.is_current(product.version, if_match) THEN
            outcome := 'stale';
            RETURN NEXT;
            RETURN;
        END IF;
        wanted := jsonb_populate_record(product, patch);
        IF wanted IS NOT DISTINCT FROM product THEN
            SELECT * INTO document FROM catalog.product_documents d WHERE d.id = product_id;
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
            WHERE p.id = product_id;
            SELECT * INTO document FROM catalog.product_documents d WHERE d.id = product_id;
            INSERT INTO catalog.outbox (type, key, payload, traceparent)
            VALUES ('product.updated', product_id, catalog.product_event(document), trace);
            RETURN NEXT;
            RETURN;
        EXCEPTION WHEN unique_violation THEN
            NULL; -- another product has just taken the sku: look again, whose it is
        END;
    END LOOP;
END
$$;
