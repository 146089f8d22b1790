SELECT *
FROM integration.webhook_documents
WHERE id = :#${variable.id} AND _owner = :#${variable.caller_subject}
