-- No row: no such webhook, or not the caller's. Outcome: stale. A patch that changes nothing writes nothing.
SELECT outcome AS _outcome, (document).*
FROM integration.change_webhook(
    :#${variable.id}, :#${variable.caller_subject}, CAST(:#${variable.body_json} AS jsonb),
    CAST(:#${variable.if_match_versions} AS bigint[]))
