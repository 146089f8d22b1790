-- What was wrong with a file that was read before; no row where it was not.
SELECT report
FROM integration.erp_acknowledgements
WHERE name = :#${variable.ack_name} AND sha256 = :#${variable.ack_sha256}
