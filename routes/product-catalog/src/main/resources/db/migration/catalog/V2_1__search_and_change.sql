-- Sorting and searching of products by keys, changing a product by a patch, and creating one once for a repeated request.

-- One index for each sort, alone and within a category. None of them, nor a predicate, names stock_quantity or updated_at:
-- taking stock must stay an update that touches no index (HOT), or a hot product's orders pay for all of them.
CREATE INDEX products_price_page ON catalog.products (price, id) WHERE deleted_at IS NULL;
CREATE INDEX products_name_page ON catalog.products ((lower(name) COLLATE "C"), id) WHERE deleted_at IS NULL;
CREATE INDEX products_category_price_page ON catalog.products (category, price, id) WHERE deleted_at IS NULL;
CREATE INDEX products_category_name_page ON catalog.products (category, (lower(name) COLLATE "C"), id)
    WHERE deleted_at IS NULL;
-- For updated_since: a summarizing index does not stand in the way of HOT.
CREATE INDEX products_updated ON catalog.products USING brin (updated_at) WITH (pages_per_range = 16, autosummarize = on);

-- One page of products. Filters may be null. sort is id, price or name, with - before it for descending; ids decide ties.
-- after_sort_key and after_id are those of the last product of the page before. The statement is put together from what is
-- given, because only then does the plan use the index of just that.
CREATE FUNCTION catalog.find_products(
    q text, of_category text, min_price numeric, max_price numeric, in_stock boolean, updated_since timestamptz,
    sort text, after_sort_key text, after_id bigint, page_size bigint)
    RETURNS TABLE (product catalog.products, sort_key text)
    LANGUAGE plpgsql STABLE
AS $$
DECLARE
    key_type  text := CASE ltrim(sort, '-') WHEN 'price' THEN 'numeric' WHEN 'name' THEN 'text' END;
    key       text := CASE ltrim(sort, '-') WHEN 'price' THEN 'p.price' WHEN 'name' THEN 'lower(p.name) COLLATE "C"' END;
    direction text := CASE WHEN starts_with(sort, '-') THEN ' DESC' ELSE '' END;
    beyond    text := CASE WHEN starts_with(sort, '-') THEN ' < ' ELSE ' > ' END;
BEGIN
    RETURN QUERY EXECUTE
        'SELECT p, ' || CASE WHEN key IS NULL THEN 'NULL' ELSE 'CAST(' || key || ' AS text)' END
        || ' FROM catalog.products p WHERE p.deleted_at IS NULL'
        || CASE WHEN q IS NOT NULL THEN ' AND p.search @@ catalog.search_query($1)' ELSE '' END
        || CASE WHEN of_category IS NOT NULL THEN ' AND p.category = $2' ELSE '' END
        || CASE WHEN min_price IS NOT NULL THEN ' AND p.price >= $3' ELSE '' END
        || CASE WHEN max_price IS NOT NULL THEN ' AND p.price <= $4' ELSE '' END
        || CASE in_stock WHEN true THEN ' AND p.stock_quantity > 0' WHEN false THEN ' AND p.stock_quantity = 0' ELSE '' END
        || CASE WHEN updated_since IS NOT NULL THEN ' AND p.updated_at >= $5' ELSE '' END
        || CASE WHEN after_id IS NULL THEN ''
                WHEN key IS NULL THEN ' AND p.id' || beyond || '$7'
                ELSE ' AND (' || key || ', p.id)' || beyond || '(CAST($6 AS ' || key_type || '), $7)' END
        || ' ORDER BY ' || coalesce(key || direction || ', ', '') || 'p.id' || direction
        || ' LIMIT $8'
        USING q, of_category, min_price, max_price, updated_since, after_sort_key, after_id, page_size;
END
$$;

-- Creates a product, once for a repeated request. outcome: null, duplicate_sku (conflict_id is the product that has it), or
-- what remembered() says.
CREATE FUNCTION catalog.create_product(
    new_sku text, new_name text, new_description text, new_price numeric, new_currency text, new_category text,
    new_stock integer, caller text, idempotency_key text, hash text, trace text)
    RETURNS TABLE (product catalog.products, outcome text, conflict_id bigint)
    LANGUAGE plpgsql
AS $$
DECLARE
    earlier record;
BEGIN
    SELECT r.outcome, r.response INTO earlier
    FROM catalog.remembered(caller, 'createProduct', idempotency_key, hash) r;
    IF earlier.outcome IS NOT NULL THEN
        outcome := earlier.outcome;
        product := json_populate_record(product, earlier.response);
        RETURN NEXT;
        RETURN;
    END IF;

    LOOP
        INSERT INTO catalog.products AS p (sku, name, description, price, currency, category, stock_quantity)
        VALUES (new_sku, new_name, new_description, new_price, coalesce(new_currency, 'EUR'), new_category,
                coalesce(new_stock, 0))
        ON CONFLICT (sku) WHERE deleted_at IS NULL DO NOTHING
        RETURNING p.* INTO product;
        IF FOUND THEN
            INSERT INTO catalog.outbox (type, key, payload, traceparent)
            VALUES ('product.created', product.id, catalog.document(product), trace);
            PERFORM catalog.remember(
                caller, 'createProduct', idempotency_key, hash, CAST(to_jsonb(product) - 'search' AS json));
            RETURN NEXT;
            RETURN;
        END IF;

        product := NULL;
        SELECT p.id INTO conflict_id FROM catalog.products p WHERE p.sku = new_sku AND p.deleted_at IS NULL;
        IF FOUND THEN
            outcome := 'duplicate_sku';
            RETURN NEXT;
            RETURN;
        END IF;
        -- whoever had the sku has been deleted meanwhile
    END LOOP;
END
$$;

-- Changes what the patch names (RFC 7396: null removes). No row: no such product. outcome:
--   null           changed, or it was so already and nothing was written
--   stale          expected_version is given and not the product's
--   duplicate_sku  conflict_id is the product that has the sku
CREATE FUNCTION catalog.change_product(product_id bigint, patch jsonb, expected_version bigint, trace text)
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
        IF product.version <> expected_version THEN
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
