-- No row: no such product. Outcomes: stale; duplicate_sku, with the product that has the sku in _conflict_id.
-- A replacement that changes nothing writes nothing.
SELECT outcome AS _outcome, conflict_id AS _conflict_id, (document).*
FROM catalog.change_product(
    :#${variable.id}, catalog.whole_product(CAST(:#${variable.body_json} AS jsonb)),
    CAST(:#${variable.if_match_versions} AS bigint[]), :#${variable.traceparent})
