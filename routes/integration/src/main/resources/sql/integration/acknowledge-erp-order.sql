-- What was shipped stays so.
UPDATE integration.erp_orders
SET acknowledged_at = coalesce(acknowledged_at, now()),
    acknowledged_as = CASE WHEN acknowledged_as = 'SHIPPED' THEN acknowledged_as ELSE :#${variable.ack_status} END,
    tracking_number = coalesce(tracking_number, CAST(:#${variable.tracking_number} AS text))
WHERE order_id = :#${variable.order_id}
