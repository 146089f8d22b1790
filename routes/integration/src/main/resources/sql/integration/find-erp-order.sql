-- An order that is in a file on the server, and what was acknowledged of it. No row: it is in none.
SELECT o.acknowledged_as, o.tracking_number
FROM integration.erp_orders o
WHERE o.order_id = :#${variable.order_id} AND o.file_id IS NOT NULL
