-- Parameters: those of the function, by their names.
SELECT integration.record_attempt(
    :#${variable.delivery_id}, CAST(:#${variable.started} AS timestamptz), CAST(:#${variable.took_ms} AS integer),
    CAST(:#${variable.status} AS integer), CAST(:#${variable.failure} AS text), CAST(:#${variable.response} AS text),
    :#${variable.result}, CAST(:#${variable.pause} AS interval))
