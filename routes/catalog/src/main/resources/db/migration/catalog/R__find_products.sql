-- One page of products. Filters may be null. sort is id, price, name or updated_at, with - before it for descending; ids
-- decide ties. after_sort_key and after_id are those of the last product of the page before. The statement is put together
-- from what is given, because only then does the plan use the index of just that.
CREATE OR REPLACE FUNCTION catalog.find_products(
    q text, of_category text, of_skus text[], min_price numeric, max_price numeric, in_stock boolean,
    updated_since timestamptz, sort text, after_sort_key text, after_id bigint, page_size bigint)
    RETURNS TABLE (document catalog.product_documents, sort_key text)
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
        'SELECT d, ' || CASE WHEN key IS NULL THEN 'NULL' ELSE 'CAST(page.key AS text)' END
        || ' FROM (SELECT p.id' || coalesce(', ' || key || ' AS key', '')
        || ' FROM catalog.products p WHERE p.deleted_at IS NULL'
        || CASE WHEN q IS NOT NULL THEN ' AND p.search @@ catalog.search_query($1)' ELSE '' END
        || CASE WHEN of_category IS NOT NULL
                THEN ' AND catalog.category_number(p.category) = catalog.category_number($2) AND p.category = $2' ELSE '' END
        || CASE WHEN of_skus IS NOT NULL THEN ' AND p.sku = ANY ($9)' ELSE '' END
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
        || ' LIMIT $8) page JOIN catalog.product_documents d USING (id)'
        || ' ORDER BY ' || CASE WHEN key IS NULL THEN '' ELSE 'page.key' || direction || ', ' END || 'page.id' || direction
        USING q, of_category, min_price, max_price, updated_since, after_sort_key, after_id, page_size, of_skus;
END
$$;
