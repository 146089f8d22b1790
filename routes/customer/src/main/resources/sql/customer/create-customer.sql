-- Outcomes: already_registered, with the subject's own record in _conflict_id; email_taken; for those of a repeated request
-- see Idempotency.
SELECT outcome AS _outcome, existing_id AS _conflict_id,
       (registered).id, (registered).name, (registered).email, (registered).phone, (registered).address,
       (registered).created_at, (registered).updated_at, (registered).version AS _version
FROM customer.register_once(
    :#${variable.caller_subject}, :#${variable.idempotency_key}, :#${variable.request_hash},
    :#${variable.owner_subject}, :#name, :#email, :#phone, :#address, :#${variable.traceparent})
