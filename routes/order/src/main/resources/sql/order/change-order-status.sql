-- No row: no such order, or not the caller's. For the outcomes see the function.
SELECT outcome AS _outcome, to_json(allowed) AS _allowed, (document).*
FROM orders.change_order_status(
    :#${variable.id}, :#${variable.caller_subject}, :#${variable.sees_all}, :#status,
    CAST(:#${variable.if_match_versions} AS bigint[]), :#${variable.traceparent},
    CAST(:#${variable.tracking_number} AS text))
