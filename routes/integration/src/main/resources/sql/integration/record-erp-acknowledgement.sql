INSERT INTO integration.erp_acknowledgements (name, sha256, report)
VALUES (:#${variable.ack_name}, :#${variable.ack_sha256}, CAST(:#${variable.ack_report} AS text))
ON CONFLICT DO NOTHING
