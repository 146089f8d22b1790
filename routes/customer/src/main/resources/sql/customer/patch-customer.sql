-- No row: no such customer, or not the caller's. Outcomes: stale; email_taken. A patch that changes nothing writes nothing.
SELECT outcome AS _outcome, (document).*
FROM customer.change_customer(
    :#${variable.id}, :#${variable.caller_subject}, :#${variable.sees_all}, CAST(:#${variable.body_json} AS jsonb),
    CAST(:#${variable.if_match_versions} AS bigint[]), :#${variable.traceparent})
