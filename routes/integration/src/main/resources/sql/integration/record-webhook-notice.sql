-- Parameters: those of the function, by their names. What became of the notice.
SELECT integration.record_webhook_notice(
    CAST(:#${variable.notice_id} AS uuid), :#${variable.result}, CAST(:#${variable.failure} AS text))
