-- No row: no such product. Outcomes: stale; duplicate_sku, with the product that has the sku in _conflict_id.
-- A replacement that changes nothing writes nothing.
SELECT outcome AS _outcome, conflict_id AS _conflict_id,
       (product).id, (product).sku, (product).name, (product).description, (product).price, (product).currency,
       (product).category, (product).stock_quantity, (product).created_at, (product).updated_at,
       (product).version AS _version
FROM catalog.change_product(
    :#${variable.id},
    jsonb_build_object(
        'sku', CAST(:#sku AS text),
        'name', CAST(:#name AS text),
        'description', CAST(:#description AS text),
        'price', CAST(:#price AS numeric),
        'currency', coalesce(:#currency, 'EUR'),
        'category', CAST(:#category AS text),
        'stock_quantity', coalesce(CAST(:#stock_quantity AS integer), 0)),
    CAST(:#${variable.if_match_versions} AS bigint[]), :#${variable.traceparent})
