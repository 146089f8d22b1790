-- The catalog: products, and the two functions by which orders take and give back stock.

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
    -- 'simple' because a catalog has no one language; prefixes do what stemming would do
    search         tsvector       NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', name), 'A')
            || setweight(to_tsvector('simple', coalesce(sku, '')), 'A')
            || setweight(to_tsvector('simple', coalesce(category, '')), 'B')
            || setweight(to_tsvector('simple', coalesce(description, '')), 'C')) STORED
) WITH (fillfactor = 85); -- room for the stock updates of hot products beside the old row

-- A deleted product keeps its sku for the record, and frees it for others.
CREATE UNIQUE INDEX products_sku_key ON catalog.products (sku) WHERE deleted_at IS NULL;
CREATE INDEX products_category_page ON catalog.products (category, id) WHERE deleted_at IS NULL;
CREATE INDEX products_search ON catalog.products USING gin (search);

CREATE TABLE catalog.outbox (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id    uuid        NOT NULL DEFAULT gen_random_uuid(),
    type        text        NOT NULL,
    key         text        NOT NULL,
    payload     json        NOT NULL,
    traceparent text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    sent_at     timestamptz
);
CREATE INDEX outbox_unsent ON catalog.outbox (id) WHERE sent_at IS NULL;
CREATE INDEX outbox_sent ON catalog.outbox (sent_at) WHERE sent_at IS NOT NULL;

-- What the world is told about a product.
CREATE FUNCTION catalog.document(product catalog.products) RETURNS json
    LANGUAGE sql IMMUTABLE
RETURN json_build_object(
    'id', product.id,
    'sku', product.sku,
    'name', product.name,
    'description', product.description,
    'price', product.price,
    'currency', product.currency,
    'category', product.category,
    'stock_quantity', product.stock_quantity,
    'version', product.version);

-- Every word of the text must occur, each as the beginning of a word. NULL when there is no word in the text.
CREATE FUNCTION catalog.search_query(q text) RETURNS tsquery
    LANGUAGE sql IMMUTABLE
RETURN (
    SELECT to_tsquery('simple',
                      string_agg('''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || ''':*', ' & '))
    FROM unnest(to_tsvector('simple', q)));

-- Takes the stock of an order's lines [{"product_id": 1, "quantity": 2}, ...] and tells what they cost, or changes
-- nothing at all. Lines with the same product are summed; the rows come in the order in which products were first named.
--
-- reserved is the same in every row: whether the stock was taken. It is not when a product is unknown (name is null), when
-- available < quantity, when the currencies differ, when the total is beyond 9999999999.99, or when it is not the
-- expected_total that was given.
--
-- Rows are locked in the order of their ids, so that orders with the same products cannot deadlock.
CREATE FUNCTION catalog.reserve(lines jsonb, expected_total numeric DEFAULT NULL)
    RETURNS TABLE (
        product_id bigint,
        quantity   integer,
        name       text,
        unit_price numeric,
        currency   text,
        available  integer,
        reserved   boolean)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH wanted AS (
        SELECT CAST(line ->> 'product_id' AS bigint) AS id,
               CAST(sum(CAST(line ->> 'quantity' AS integer)) AS integer) AS quantity,
               min(place) AS place
        FROM jsonb_array_elements(lines) WITH ORDINALITY AS named (line, place)
        GROUP BY 1
    ), locked AS MATERIALIZED (
        SELECT p.id, p.name, p.price, p.currency, p.stock_quantity
        FROM catalog.products p
        WHERE p.id = ANY (ARRAY(SELECT w.id FROM wanted w)) AND p.deleted_at IS NULL
        ORDER BY p.id
        FOR NO KEY UPDATE
    ), priced AS MATERIALIZED (
        SELECT w.id, w.quantity, w.place, l.name, l.price, l.currency, coalesce(l.stock_quantity, 0) AS available
        FROM wanted w LEFT JOIN locked l USING (id)
    ), verdict AS MATERIALIZED (
        SELECT coalesce(bool_and(name IS NOT NULL AND quantity BETWEEN 1 AND available)
                   AND count(DISTINCT currency) = 1
                   AND sum(quantity * price) <= 9999999999.99
                   AND (expected_total IS NULL OR sum(quantity * price) = expected_total), false) AS reserved
        FROM priced
    ), taken AS (
        UPDATE catalog.products p
        SET stock_quantity = p.stock_quantity - priced.quantity,
            version = p.version + 1,
            updated_at = clock_timestamp()
        FROM priced, verdict
        WHERE verdict.reserved AND p.id = priced.id
    )
    SELECT priced.id, priced.quantity, priced.name, priced.price, priced.currency, priced.available,
           verdict.reserved
    FROM priced, verdict
    ORDER BY priced.place;
END
$$;

-- Gives back the stock of lines that were reserved, also to products that were deleted since.
CREATE FUNCTION catalog.release(lines jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    WITH given AS (
        SELECT CAST(line ->> 'product_id' AS bigint) AS id, sum(CAST(line ->> 'quantity' AS integer)) AS quantity
        FROM jsonb_array_elements(lines) AS named (line)
        GROUP BY 1
    ), locked AS MATERIALIZED (
        SELECT p.id
        FROM catalog.products p
        WHERE p.id = ANY (ARRAY(SELECT g.id FROM given g))
        ORDER BY p.id
        FOR NO KEY UPDATE
    )
    UPDATE catalog.products p
    -- the merchant may have restocked to the limit meanwhile
    SET stock_quantity = least(CAST(p.stock_quantity AS bigint) + given.quantity, 2147483647),
        version = p.version + 1,
        updated_at = clock_timestamp()
    FROM given JOIN locked USING (id)
    WHERE p.id = given.id;
END
$$;

-- Creates or updates products by sku, for each item [{"index": 0, "sku": "A", ...}, ...] on its own. Members that an item
-- leaves out keep their value, or take the default in a new product; nulls clear. Items without sku are created. Nothing is
-- written for an item that changes nothing, and nothing at all in a dry run.
--
-- One row for each item: its index, created|updated|unchanged|rejected, the id, and why it was rejected:
-- duplicate_sku (an earlier item has the sku), name_required or price_required (for a new product).
CREATE FUNCTION catalog.upsert_products(items jsonb, dry_run boolean, traceparent text)
    RETURNS TABLE (index integer, status text, id bigint, reason text)
    LANGUAGE plpgsql
AS $$
#variable_conflict use_column
DECLARE
    remaining jsonb := items;
    results   jsonb := '[]';
    done      jsonb;
BEGIN
    -- A second round is needed only for skus that somebody else created after this round had begun.
    WHILE jsonb_array_length(remaining) > 0 LOOP
        WITH item AS (
            SELECT CAST(value ->> 'index' AS integer) AS index, value,
                   value ->> 'sku' AS sku,
                   value ->> 'sku' IS NOT NULL AND row_number() OVER (
                       PARTITION BY value ->> 'sku' ORDER BY CAST(value ->> 'index' AS integer)) > 1 AS repeated
            FROM jsonb_array_elements(remaining)
        ), present AS MATERIALIZED (
            SELECT p.*
            FROM catalog.products p
            WHERE p.sku = ANY (ARRAY(SELECT i.sku FROM item i WHERE i.sku IS NOT NULL)) AND p.deleted_at IS NULL
            ORDER BY p.id
            FOR NO KEY UPDATE
        ), merged AS MATERIALIZED (
            SELECT i.index, i.sku, i.repeated, p.id,
                   CASE WHEN jsonb_exists(i.value, 'name') THEN i.value ->> 'name' ELSE p.name END AS name,
                   CASE WHEN jsonb_exists(i.value, 'description')
                       THEN i.value ->> 'description' ELSE p.description END AS description,
                   CASE WHEN jsonb_exists(i.value, 'price')
                       THEN CAST(i.value ->> 'price' AS numeric(12, 2)) ELSE p.price END AS price,
                   CASE WHEN jsonb_exists(i.value, 'currency')
                       THEN i.value ->> 'currency' ELSE coalesce(p.currency, 'EUR') END AS currency,
                   CASE WHEN jsonb_exists(i.value, 'category') THEN i.value ->> 'category' ELSE p.category END AS category,
                   CASE WHEN jsonb_exists(i.value, 'stock_quantity')
                       THEN CAST(i.value ->> 'stock_quantity' AS integer)
                       ELSE coalesce(p.stock_quantity, 0) END AS stock_quantity,
                   p.name AS was_name, p.description AS was_description, p.price AS was_price,
                   p.currency AS was_currency, p.category AS was_category, p.stock_quantity AS was_stock
            FROM item i LEFT JOIN present p ON p.sku = i.sku
        ), judged AS MATERIALIZED (
            SELECT m.*,
                   CASE WHEN repeated THEN 'duplicate_sku'
                        WHEN name IS NULL THEN 'name_required'
                        WHEN price IS NULL THEN 'price_required' END AS reason,
                   id IS NULL AS is_new,
                   (name, description, price, currency, category, stock_quantity) IS NOT DISTINCT FROM
                       (was_name, was_description, was_price, was_currency, was_category, was_stock) AS is_same
            FROM merged m
        ), changed AS (
            UPDATE catalog.products p
            SET name = j.name, description = j.description, price = j.price, currency = j.currency,
                category = j.category, stock_quantity = j.stock_quantity,
                version = p.version + 1, updated_at = clock_timestamp()
            FROM judged j
            WHERE p.id = j.id AND j.reason IS NULL AND NOT j.is_same AND NOT dry_run
            RETURNING p
        ), created AS (
            -- in the order of the skus, so that two batches cannot wait for each other
            INSERT INTO catalog.products (sku, name, description, price, currency, category, stock_quantity)
            SELECT sku, name, description, price, currency, category, stock_quantity
            FROM judged
            WHERE is_new AND sku IS NOT NULL AND reason IS NULL AND NOT dry_run
            ORDER BY sku
            ON CONFLICT (sku) WHERE deleted_at IS NULL DO NOTHING
            RETURNING products
        ), nameless AS MATERIALIZED (
            -- an id is drawn beforehand, to tell items without sku apart
            SELECT j.*, nextval(pg_get_serial_sequence('catalog.products', 'id')) AS new_id
            FROM judged j
            WHERE is_new AND sku IS NULL AND reason IS NULL AND NOT dry_run
        ), created_nameless AS (
            INSERT INTO catalog.products (id, name, description, price, currency, category, stock_quantity)
            OVERRIDING SYSTEM VALUE
            SELECT new_id, name, description, price, currency, category, stock_quantity
            FROM nameless
            RETURNING products
        ), event AS (
            INSERT INTO catalog.outbox (type, key, payload, traceparent)
            SELECT 'product.updated', (p).id, catalog.document(p), traceparent FROM changed
            UNION ALL
            SELECT 'product.created', (products).id, catalog.document(products), traceparent FROM created
            UNION ALL
            SELECT 'product.created', (products).id, catalog.document(products), traceparent FROM created_nameless
        ), result AS (
            SELECT j.index,
                   CASE WHEN j.reason IS NOT NULL THEN 'rejected'
                        WHEN j.is_new THEN 'created'
                        WHEN j.is_same THEN 'unchanged'
                        ELSE 'updated' END AS status,
                   CASE WHEN j.reason IS NULL THEN coalesce(j.id, (c.products).id, n.new_id) END AS id,
                   j.reason
            FROM judged j
            LEFT JOIN created c ON (c.products).sku = j.sku AND NOT j.repeated
            LEFT JOIN nameless n ON n.index = j.index
        )
        SELECT coalesce(jsonb_agg(to_jsonb(result)), '[]') INTO done
        FROM result
        WHERE status <> 'created' OR id IS NOT NULL OR dry_run;

        results := results || done;
        SELECT coalesce(jsonb_agg(value), '[]') INTO remaining
        FROM jsonb_array_elements(remaining)
        WHERE value -> 'index' NOT IN (SELECT r.value -> 'index' FROM jsonb_array_elements(done) r);
    END LOOP;

    RETURN QUERY
    SELECT r.index, r.status, r.id, r.reason
    FROM jsonb_to_recordset(results) AS r (index integer, status text, id bigint, reason text)
    ORDER BY r.index;
END
$$;

-- Orders may take and give back stock, and nothing else.
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA catalog FROM PUBLIC;
GRANT USAGE ON SCHEMA catalog TO orders;
GRANT EXECUTE ON FUNCTION catalog.reserve(jsonb, numeric) TO orders;
GRANT EXECUTE ON FUNCTION catalog.release(jsonb) TO orders;
