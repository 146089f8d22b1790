-- For how many seconds the oldest file waits for the server, and the oldest on the server for the acknowledgement of an order that was
-- not cancelled; 0 where none does.
SELECT CAST(coalesce(extract(epoch FROM now() - min(f.created_at) FILTER (WHERE f.state <> 'uploaded')), 0) AS double precision)
           AS upload_seconds,
       CAST(coalesce(extract(epoch FROM now() - min(f.uploaded_at) FILTER (WHERE o.file_id IS NOT NULL)), 0) AS double precision)
           AS acknowledgement_seconds
FROM integration.erp_files f
LEFT JOIN (
    SELECT DISTINCT file_id
    FROM integration.erp_orders
    WHERE file_id IS NOT NULL AND acknowledged_at IS NULL AND cancelled_at IS NULL) o ON o.file_id = f.id
WHERE f.state <> 'uploaded' OR o.file_id IS NOT NULL
