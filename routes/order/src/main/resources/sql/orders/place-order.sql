-- lines: [{"product_id", "quantity"}, ...] as JSON text. For the outcomes and _details see the function.
SELECT outcome AS _outcome, details AS _details,
       (document).id, (document).customer_id, (document).status, (document).items, (document).product_id,
       (document).quantity, (document).total_price, (document).currency, (document).created_at, (document).updated_at,
       (document).version AS _version
FROM orders.place_order(
    :#customer_id, :#${variable.caller_subject}, :#${variable.sees_all}, CAST(:#${variable.lines} AS jsonb),
    CAST(:#expected_total AS numeric), :#${variable.idempotency_key}, :#${variable.request_hash}, :#${variable.traceparent})
