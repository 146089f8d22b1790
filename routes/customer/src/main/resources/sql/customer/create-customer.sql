-- Outcomes: already_registered, with the subject's own record in _conflict_id; email_taken; for those of a repeated request
-- see Idempotency.
SELECT outcome AS _outcome, existing_id AS _conflict_id, (document).*
FROM customer.create_customer(
    CAST(:#${variable.body_json} AS jsonb), :#${variable.owner_subject},
    :#${variable.caller_subject}, :#${variable.idempotency_key}, :#${variable.request_hash}, :#${variable.traceparent})
