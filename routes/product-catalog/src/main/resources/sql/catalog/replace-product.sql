-- No row: no such product. Outcomes: stale; duplicate_sku, with the product that has the sku in _conflict_id.
-- A replacement that changes nothing writes nothing.
WITH target AS (
    SELECT *
    FROM catalog.products
    WHERE id = :#${variable.id} AND deleted_at IS NULL
    FOR NO KEY UPDATE
), wanted AS (
    SELECT CAST(:#sku AS text) AS sku,
           CAST(:#name AS text) AS name,
           CAST(:#description AS text) AS description,
           CAST(:#price AS numeric(12, 2)) AS price,
           coalesce(:#currency, 'EUR') AS currency,
           CAST(:#category AS text) AS category,
           coalesce(CAST(:#stock_quantity AS integer), 0) AS stock_quantity,
           CAST(:#${variable.if_match_version} AS bigint) AS version
), other AS (
    SELECT p.id
    FROM catalog.products p, target t, wanted w
    WHERE p.sku = w.sku AND p.deleted_at IS NULL AND p.id <> t.id
), verdict AS (
    SELECT t.id,
           other.id AS conflict_id,
           CASE WHEN t.version <> w.version THEN 'stale' WHEN other.id IS NOT NULL THEN 'duplicate_sku' END AS outcome,
           (t.sku, t.name, t.description, t.price, t.currency, t.category, t.stock_quantity)
               IS DISTINCT FROM (w.sku, w.name, w.description, w.price, w.currency, w.category, w.stock_quantity) AS differs
    FROM target t CROSS JOIN wanted w LEFT JOIN other ON true
), changed AS (
    UPDATE catalog.products p
    SET sku = w.sku, name = w.name, description = w.description, price = w.price, currency = w.currency,
        category = w.category, stock_quantity = w.stock_quantity, version = p.version + 1, updated_at = clock_timestamp()
    FROM wanted w, verdict v
    WHERE p.id = v.id AND v.outcome IS NULL AND v.differs
    RETURNING p.*
), event AS (
    INSERT INTO catalog.outbox (type, key, payload, traceparent)
    SELECT 'product.updated', changed.id, catalog.document(changed), :#${variable.traceparent}
    FROM changed
), current AS (
    SELECT * FROM changed
    UNION ALL
    SELECT target.* FROM target WHERE NOT EXISTS (SELECT FROM changed)
)
SELECT v.outcome AS _outcome, v.conflict_id AS _conflict_id,
       c.id, c.sku, c.name, c.description, c.price, c.currency, c.category, c.stock_quantity, c.created_at, c.updated_at,
       c.version AS _version
FROM current c, verdict v
