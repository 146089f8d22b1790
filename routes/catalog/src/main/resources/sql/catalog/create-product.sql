-- Outcome duplicate_sku names the product that has the sku in _conflict_id; for those of a repeated request see Idempotency.
SELECT outcome AS _outcome, conflict_id AS _conflict_id, (document).*
FROM catalog.create_product(
    CAST(:#${variable.body_json} AS jsonb),
    :#${variable.caller_subject}, :#${variable.idempotency_key}, :#${variable.request_hash}, :#${variable.traceparent})
