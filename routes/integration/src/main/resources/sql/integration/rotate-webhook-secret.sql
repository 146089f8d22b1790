SELECT secret, previous_secret_valid_until
FROM integration.rotate_webhook_secret(:#${variable.id}, :#${variable.caller_subject}, :#${variable.new_secret})
