-- patch: a JSON merge patch of what customers say about themselves. No row: no such customer, or not the caller's. Outcomes:
-- stale; email_taken. A patch that changes nothing writes nothing.
SELECT outcome AS _outcome,
       (changed).id, (changed).name, (changed).email, (changed).phone, (changed).address,
       (changed).created_at, (changed).updated_at, (changed).version AS _version
FROM customer.change(
    :#${variable.id}, :#${variable.caller_subject}, :#${variable.sees_all}, CAST(:#${variable.patch} AS jsonb),
    CAST(:#${variable.if_match_versions} AS bigint[]), :#${variable.traceparent})
