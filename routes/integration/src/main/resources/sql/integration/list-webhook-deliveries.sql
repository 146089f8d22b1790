-- Parameters: after_id and limit_plus_one; newest first.
SELECT d.*
FROM integration.delivery_documents d
WHERE d.webhook_id = (
    SELECT w.id FROM integration.webhooks w WHERE w.id = :#${variable.id} AND w.owner = :#${variable.caller_subject})
  AND (CAST(:#${variable.status} AS text) IS NULL OR d.status = :#${variable.status})
  AND d.id < coalesce(CAST(:#${variable.after_id} AS bigint), 9223372036854775807)
ORDER BY d.id DESC
LIMIT :#${variable.limit_plus_one}
