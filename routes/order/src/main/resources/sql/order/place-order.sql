-- Places orders one after the other, in one transaction, and tells for each what came out; _place is which it was.
-- orders: [{"place", "customer_id", "caller_subject", "sees_all", "lines": [{"product_id", "quantity"}, ...], "expected_total",
-- "idempotency_key", "request_hash", "traceparent"}, ...] as JSON text. For the outcomes and _details see the function.
SELECT o.place AS _place, outcome AS _outcome, details AS _details, (document).*
FROM jsonb_to_recordset(CAST(:#${variable.orders} AS jsonb)) AS o (
         place integer, customer_id bigint, caller_subject text, sees_all boolean, lines jsonb, expected_total numeric,
         idempotency_key text, request_hash text, traceparent text),
     LATERAL orders.place_order(
         o.customer_id, o.caller_subject, o.sees_all, o.lines, o.expected_total, o.idempotency_key, o.request_hash,
         o.traceparent)
