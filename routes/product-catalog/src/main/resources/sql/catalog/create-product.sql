-- Outcome duplicate_sku names the product that has the sku in _conflict_id; for those of a repeated request see Idempotency.
SELECT outcome AS _outcome, conflict_id AS _conflict_id,
       (product).id, (product).sku, (product).name, (product).description, (product).price, (product).currency,
       (product).category, (product).stock_quantity, (product).created_at, (product).updated_at,
       (product).version AS _version
FROM catalog.create_product(
    :#sku, :#name, :#description, :#price, :#currency, :#category, CAST(:#stock_quantity AS integer),
    :#${variable.caller_subject}, :#${variable.idempotency_key}, :#${variable.request_hash}, :#${variable.traceparent})
