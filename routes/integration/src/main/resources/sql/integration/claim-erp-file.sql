-- Takes a file that is due, so that no other instance uploads it for ten minutes. No row: there is none.
UPDATE integration.erp_files
SET state = 'uploading', due_at = now() + interval '10 minutes'
WHERE id = (
    SELECT f.id
    FROM integration.erp_files f
    WHERE f.state <> 'uploaded' AND f.due_at <= now()
    ORDER BY f.due_at, f.id
    LIMIT 1
    FOR UPDATE SKIP LOCKED)
RETURNING id, name, content
