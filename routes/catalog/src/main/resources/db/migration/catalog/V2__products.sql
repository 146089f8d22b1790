-- Products. The two functions here are those that the table's own columns and indexes are computed by: who changes one of them
-- must compute those anew. All others stand in files of their own, R__<name>.sql.

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

-- An entry of an index has 2,704 bytes at most, and a category alone may have 3,000; so it stands there as a number.
CREATE FUNCTION catalog.category_number(category text) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN hashtextextended(category, 0);

CREATE TABLE catalog.products (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sku            text,
    name           text           NOT NULL,
    description    text,
    price          numeric(12, 2) NOT NULL CHECK (price >= 0),
    currency       text           NOT NULL DEFAULT 'EUR' CHECK (currency ~ '^[A-Z]{3}$'),
    category       text,
    stock_quantity integer        NOT NULL DEFAULT 0 CHECK (stock_quantity >= 0),
    version        bigint         NOT NULL DEFAULT 1,
    created_at     timestamptz    NOT NULL DEFAULT now(),
    updated_at     timestamptz    NOT NULL DEFAULT now(),
    deleted_at     timestamptz,
    -- Orders change a product whenever they take its stock, and an index on the time itself would make each of those changes
    -- one of every index. The second stays the same for all orders of a second, so that all but the first of them remain HOT.
    changed_second timestamp      NOT NULL
        GENERATED ALWAYS AS (date_trunc('second', updated_at AT TIME ZONE 'UTC')) STORED,
    -- 'simple' because a catalog has no one language; prefixes do what stemming would do
    search         tsvector       NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', catalog.search_text(name)), 'A')
            || setweight(to_tsvector('simple', coalesce(catalog.search_text(sku), '')), 'A')
            || setweight(to_tsvector('simple', coalesce(catalog.search_text(category), '')), 'B')
            || setweight(to_tsvector('simple', coalesce(catalog.search_text(description), '')), 'C')) STORED
) WITH (fillfactor = 85); -- room for the stock updates of hot products beside the old row

-- A deleted product keeps its sku for the record, and frees it for others.
CREATE UNIQUE INDEX products_sku_key ON catalog.products (sku) WHERE deleted_at IS NULL;
CREATE INDEX products_search ON catalog.products USING gin (search);

-- One index for each sort, alone and within a category. None of them, nor a predicate, names stock_quantity or updated_at:
-- taking stock must stay an update that touches no index (HOT), or a hot product's orders pay for all of them.
CREATE INDEX products_price_page ON catalog.products (price, id) WHERE deleted_at IS NULL;
CREATE INDEX products_name_page ON catalog.products ((lower(name) COLLATE "C"), id) WHERE deleted_at IS NULL;
CREATE INDEX products_change_page ON catalog.products (changed_second, id) WHERE deleted_at IS NULL;
CREATE INDEX products_category_page ON catalog.products (catalog.category_number(category), id) WHERE deleted_at IS NULL;
CREATE INDEX products_category_price_page ON catalog.products (catalog.category_number(category), price, id)
    WHERE deleted_at IS NULL;
CREATE INDEX products_category_name_page ON catalog.products (
    catalog.category_number(category), (lower(name) COLLATE "C"), id) WHERE deleted_at IS NULL;
CREATE INDEX products_category_change_page ON catalog.products (
    catalog.category_number(category), changed_second, id) WHERE deleted_at IS NULL;
-- For updated_since: a summarizing index does not stand in the way of HOT.
CREATE INDEX products_updated ON catalog.products USING brin (updated_at) WITH (pages_per_range = 16, autosummarize = on);
