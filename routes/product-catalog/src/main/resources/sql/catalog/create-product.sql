-- Outcome duplicate_sku names the product that has the sku in _conflict_id. The conflict "update" changes nothing; it is
-- there because only it sees a product that somebody else has just created.
WITH written AS (
    INSERT INTO catalog.products AS p (sku, name, description, price, currency, category, stock_quantity)
    VALUES (:#sku, :#name, :#description, :#price, coalesce(:#currency, 'EUR'), :#category, coalesce(CAST(:#stock_quantity AS integer), 0))
    ON CONFLICT (sku) WHERE deleted_at IS NULL DO UPDATE SET version = p.version
    RETURNING p, xmax = 0 AS is_new
), event AS (
    INSERT INTO catalog.outbox (type, key, payload, traceparent)
    SELECT 'product.created', (p).id, catalog.document(p), :#${variable.traceparent}
    FROM written
    WHERE is_new
)
SELECT CASE WHEN NOT is_new THEN 'duplicate_sku' END AS _outcome,
       CASE WHEN NOT is_new THEN (p).id END AS _conflict_id,
       (p).id, (p).sku, (p).name, (p).description, (p).price, (p).currency, (p).category, (p).stock_quantity,
       (p).created_at, (p).updated_at, (p).version AS _version
FROM written
