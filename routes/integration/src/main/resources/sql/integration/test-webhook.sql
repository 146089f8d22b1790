SELECT *
FROM integration.test_webhook(:#${variable.id}, :#${variable.caller_subject}, :#${variable.traceparent})
