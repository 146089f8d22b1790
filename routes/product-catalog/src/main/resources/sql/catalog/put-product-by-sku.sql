-- Creates the product with this sku or replaces it; _created tells which. Outcome stale: if_match is given and there is no
-- such product in that version. A replacement that changes nothing writes nothing.
WITH target AS (
    SELECT p
    FROM catalog.products p
    WHERE p.sku = :#${variable.sku} AND p.deleted_at IS NULL
    FOR NO KEY UPDATE
), wanted AS (
    SELECT CAST(:#${variable.sku} AS text) AS sku,
           CAST(:#name AS text) AS name,
           CAST(:#description AS text) AS description,
           CAST(:#price AS numeric(12, 2)) AS price,
           coalesce(:#currency, 'EUR') AS currency,
           CAST(:#category AS text) AS category,
           coalesce(CAST(:#stock_quantity AS integer), 0) AS stock_quantity
), permitted AS (
    SELECT CAST(:#${variable.if_match} AS text) IS NULL OR EXISTS (
        SELECT FROM target WHERE coalesce((p).version = ANY (CAST(:#${variable.if_match_versions} AS bigint[])), true)) AS permitted
), written AS (
    INSERT INTO catalog.products AS p (sku, name, description, price, currency, category, stock_quantity)
    SELECT sku, name, description, price, currency, category, stock_quantity
    FROM wanted, permitted
    WHERE permitted
    ON CONFLICT (sku) WHERE deleted_at IS NULL DO UPDATE
        SET name = excluded.name, description = excluded.description, price = excluded.price,
            currency = excluded.currency, category = excluded.category, stock_quantity = excluded.stock_quantity,
            version = p.version + 1, updated_at = clock_timestamp()
        WHERE (p.name, p.description, p.price, p.currency, p.category, p.stock_quantity) IS DISTINCT FROM
            (excluded.name, excluded.description, excluded.price, excluded.currency, excluded.category, excluded.stock_quantity)
            -- whoever has just created it is not in this statement's view: write, so that there is a row to answer with
            OR NOT EXISTS (SELECT FROM target)
    RETURNING p, xmax = 0 AS is_new
), event AS (
    INSERT INTO catalog.outbox (type, key, payload, traceparent)
    SELECT CASE WHEN is_new THEN 'product.created' ELSE 'product.updated' END,
           (p).id, catalog.document(p), :#${variable.traceparent}
    FROM written
), current AS (
    SELECT p, is_new FROM written
    UNION ALL
    SELECT p, false FROM target WHERE NOT EXISTS (SELECT FROM written)
)
SELECT CASE WHEN NOT permitted THEN 'stale' END AS _outcome, is_new AS _created,
       (p).id, (p).sku, (p).name, (p).description, (p).price, (p).currency, (p).category, (p).stock_quantity,
       (p).created_at, (p).updated_at, (p).version AS _version
FROM permitted LEFT JOIN current ON true
