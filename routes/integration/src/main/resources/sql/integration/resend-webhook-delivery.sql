SELECT *
FROM integration.resend_delivery(:#${variable.id}, :#${variable.delivery_id}, :#${variable.caller_subject})
