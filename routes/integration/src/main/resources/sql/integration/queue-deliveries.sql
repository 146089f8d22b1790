-- Parameters: the event as JSON text and its record's key.
SELECT integration.queue_deliveries(
    CAST(:#${variable.event_json} AS jsonb), :#${variable.event_json}, :#${variable.ordering_key}, :#${variable.traceparent})
