-- Forgets what was settled more than 90 days ago: no topic tells of it again.
WITH settled AS (
    SELECT f.id
    FROM integration.erp_files f
    WHERE f.uploaded_at < now() - interval '90 days'
      AND NOT EXISTS (
        SELECT FROM integration.erp_orders o
        WHERE o.file_id = f.id AND o.acknowledged_at IS NULL AND o.cancelled_at IS NULL)
), orders AS (
    DELETE FROM integration.erp_orders o
    USING settled
    WHERE o.file_id = settled.id
), cancelled AS (
    DELETE FROM integration.erp_orders
    WHERE file_id IS NULL AND cancelled_at < now() - interval '90 days'
), acknowledgements AS (
    DELETE FROM integration.erp_acknowledgements
    WHERE read_at < now() - interval '90 days'
)
DELETE FROM integration.erp_files f
USING settled
WHERE f.id = settled.id
