-- Parameters: those of the function, by their names. The row of the delivery that is to be sent next, or none.
SELECT *
FROM integration.record_attempt_and_take_next(
    :#${variable.delivery_id}, :#${variable.webhook_id}, CAST(:#${variable.started} AS timestamptz),
    CAST(:#${variable.took_ms} AS integer), CAST(:#${variable.status} AS integer), CAST(:#${variable.failure} AS text),
    CAST(:#${variable.response} AS text), :#${variable.result}, CAST(:#${variable.pause} AS interval), :#${variable.more})
