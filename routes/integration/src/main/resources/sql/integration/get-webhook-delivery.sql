SELECT d.*, sent.payload,
       coalesce((
           SELECT json_agg(json_build_object(
                      'at', to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                      'duration_ms', a.duration_ms, 'status', a.status, 'failure', a.failure, 'response', a.response)
                  ORDER BY a.at)
           FROM integration.webhook_attempts a
           WHERE a.delivery_id = d.id), '[]') AS attempt_log
FROM integration.delivery_documents d
JOIN integration.webhook_deliveries sent USING (id)
JOIN integration.webhooks w ON w.id = d.webhook_id
WHERE d.id = :#${variable.delivery_id} AND d.webhook_id = :#${variable.id} AND w.owner = :#${variable.caller_subject}
