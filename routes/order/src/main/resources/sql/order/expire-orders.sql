-- How many orders have expired. order_expiry: an interval as PostgreSQL reads it, such as PT30M (ISO 8601).
SELECT orders.expire_orders(CAST(:#${variable.order_expiry} AS interval), 100, NULL) AS expired
