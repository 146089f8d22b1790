-- Outcomes: already_registered, with the subject's own record in _conflict_id; email_taken.
SELECT outcome AS _outcome, existing_id AS _conflict_id,
       (registered).id, (registered).name, (registered).email, (registered).phone, (registered).address,
       (registered).created_at, (registered).updated_at, (registered).version AS _version
FROM customer.register(
    :#${variable.owner_subject}, :#name, :#email, :#phone, :#address, :#${variable.traceparent})
