-- Text as people write it: a search that minds neither accents nor invisible characters, and categories as long as a path.

-- What is searched of a text: small letters without accents, in compatible forms, without what cannot be seen. Letters that
-- Unicode does not take apart are written as one types them without their key.
CREATE FUNCTION catalog.search_text(t text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN CASE
    WHEN octet_length(t) = length(t) THEN t
    ELSE normalize(
        regexp_replace(
            translate(
                replace(replace(replace(replace(
                    normalize(lower(t), NFKD), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
                'øłđðħı', 'olddhi'),
            '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]',
            '', 'g'),
        NFC)
    END;

CREATE OR REPLACE FUNCTION catalog.search_query(q text) RETURNS tsquery
    LANGUAGE sql IMMUTABLE
RETURN (
    SELECT to_tsquery('simple',
                      string_agg('''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || ''':*', ' & '))
    FROM unnest(to_tsvector('simple', catalog.search_text(q))));

ALTER TABLE catalog.products DROP COLUMN search;
ALTER TABLE catalog.products ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS (
    setweight(to_tsvector('simple', catalog.search_text(name)), 'A')
        || setweight(to_tsvector('simple', coalesce(catalog.search_text(sku), '')), 'A')
        || setweight(to_tsvector('simple', coalesce(catalog.search_text(category), '')), 'B')
        || setweight(to_tsvector('simple', coalesce(catalog.search_text(description), '')), 'C')) STORED;
CREATE INDEX products_search ON catalog.products USING gin (search);

-- An entry of an index has 2,704 bytes at most, and a category alone may have 3,000; so it stands there as a number.
CREATE FUNCTION catalog.category_number(category text) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN hashtextextended(category, 0);

DROP INDEX catalog.products_category_page, catalog.products_category_price_page, catalog.products_category_name_page,
    catalog.products_category_change_page;
CREATE INDEX products_category_page ON catalog.products (catalog.category_number(category), id) WHERE deleted_at IS NULL;
CREATE INDEX products_category_price_page ON catalog.products (catalog.category_number(category), price, id)
    WHERE deleted_at IS NULL;
CREATE INDEX products_category_name_page ON catalog.products (
    catalog.category_number(category), (lower(name) COLLATE "C"), id) WHERE deleted_at IS NULL;
CREATE INDEX products_category_change_page ON catalog.products (
    catalog.category_number(category), changed_second, id) WHERE deleted_at IS NULL;

-- One page of products. Filters may be null. sort is id, price, name or updated_at, with - before it for descending; ids
-- decide ties. after_sort_key and after_id are those of the last product of the page before. The statement is put together
-- from what is given, because only then does the plan use the index of just that.
DROP FUNCTION catalog.find_products(text, text, numeric, numeric, boolean, timestamptz, text, text, bigint, bigint);
CREATE FUNCTION catalog.find_products(
    q text, of_category text, of_skus text[], min_price numeric, max_price numeric, in_stock boolean,
    updated_since timestamptz, sort text, after_sort_key text, after_id bigint, page_size bigint)
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
        || ' LIMIT $8'
        USING q, of_category, min_price, max_price, updated_since, after_sort_key, after_id, page_size, of_skus;
END
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA catalog FROM PUBLIC;
