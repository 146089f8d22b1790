-- Outcome: too_many; for those of a repeated request see Idempotency.
SELECT outcome AS _outcome, (document).*, secret
FROM integration.create_webhook(
    CAST(:#${variable.body_json} AS jsonb), :#${variable.new_secret},
    :#${variable.caller_subject}, :#${variable.idempotency_key}, :#${variable.request_hash})
