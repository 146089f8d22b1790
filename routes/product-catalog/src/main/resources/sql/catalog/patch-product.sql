-- patch: a JSON merge patch of what a merchant says about a product. No row: no such product. Outcomes: stale; duplicate_sku,
-- with the product that has the sku in _conflict_id. A patch that changes nothing writes nothing.
SELECT outcome AS _outcome, conflict_id AS _conflict_id,
       (product).id, (product).sku, (product).name, (product).description, (product).price, (product).currency,
       (product).category, (product).stock_quantity, (product).created_at, (product).updated_at,
       (product).version AS _version
FROM catalog.change_product(
    :#${variable.id}, CAST(:#${variable.patch} AS jsonb),
    CAST(:#${variable.if_match_versions} AS bigint[]), :#${variable.traceparent})
