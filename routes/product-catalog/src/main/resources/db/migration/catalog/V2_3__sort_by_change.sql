-- Sorting by the time of the last change, to the second.

-- Orders change a product whenever they take its stock, and an index on the time itself would make each of those changes one
-- of every index. The second stays the same for all orders of a second, so that all but the first of them remain HOT.
ALTER TABLE catalog.products
    ADD COLUMN changed_second timestamp NOT NULL
        GENERATED ALWAYS AS (date_trunc('second', updated_at AT TIME ZONE 'UTC')) STORED;
CREATE INDEX products_change_page ON catalog.products (changed_second, id) WHERE deleted_at IS NULL;
CREATE INDEX products_category_change_page ON catalog.products (category, changed_second, id) WHERE deleted_at IS NULL;

-- One page of products. Filters may be null. sort is id, price, name or updated_at, with - before it for descending; ids
-- decide ties. after_sort_key and after_id are those of the last product of the page before. The statement is put together
-- from what is given, because only then does the plan use the index of just that.
CREATE OR REPLACE FUNCTION catalog.find_products(
    q text, of_category text, min_price numeric, max_price numeric, in_stock boolean, updated_since timestamptz,
    sort text, after_sort_key text, after_id bigint, page_size bigint)
    RETURNS TABLE (product catalog.products, sort_key text)
    LANGUAGE plpgsql STABLE
AS $$
DECLARE
    key_type  text := CASE ltrim(sort, '-') WHEN 'price' THEN 'numeric' WHEN 'name' THEN 'text'
                      WHEN 'updated_at' THEN 'timestamp' END;
    key       text := CASE ltrim(sort, '-') WHEN 'price' THEN 'p.price' WHEN 'name' THEN 'lower(p.name) COLLATE "C"'
                      WHEN 'updated_at' THEN 'p.changed_second' END;
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
        || CASE WHEN updated_since IS NOT NULL AND key = 'p.changed_second'
                THEN ' AND p.changed_second >= date_trunc(''second'', $5 AT TIME ZONE ''UTC'')' ELSE '' END
        || CASE WHEN after_id IS NULL THEN ''
                WHEN key IS NULL THEN ' AND p.id' || beyond || '$7'
                ELSE ' AND (' || key || ', p.id)' || beyond || '(CAST($6 AS ' || key_type || '), $7)' END
        || ' ORDER BY ' || coalesce(key || direction || ', ', '') || 'p.id' || direction
        || ' LIMIT $8'
        USING q, of_category, min_price, max_price, updated_since, after_sort_key, after_id, page_size;
END
$$;
