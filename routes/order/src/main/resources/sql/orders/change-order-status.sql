-- No row: no such order, or not the caller's. For the outcomes see the function.
SELECT outcome AS _outcome, to_json(allowed) AS _allowed,
       (document).id, (document).customer_id, (document).status, (document).items, (document).product_id,
       (document).quantity, (document).total_price, (document).currency, (document).created_at, (document).updated_at,
       (document).version AS _version
FROM orders.change_status(
    :#${variable.id}, :#${variable.caller_subject}, :#${variable.sees_all}, :#status,
    CAST(:#${variable.if_match_versions} AS bigint[]), :#${variable.traceparent})
