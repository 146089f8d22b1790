-- Parameters: the event as JSON text, and what it is in order with.
SELECT integration.queue_deliveries(:#${variable.event_json}, :#${variable.ordering_key}, :#${variable.traceparent})
