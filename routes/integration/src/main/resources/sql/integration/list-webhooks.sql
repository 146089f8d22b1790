-- Parameters: after_id and limit_plus_one.
SELECT *
FROM integration.webhook_documents
WHERE _owner = :#${variable.caller_subject}
  AND id > coalesce(CAST(:#${variable.after_id} AS bigint), 0)
ORDER BY id
LIMIT :#${variable.limit_plus_one}
