-- Exact over all orders of the customer, who is known to be visible to the caller. What was cancelled was not spent.
WITH own AS (
    SELECT o.status, o.currency, count(*) AS orders, sum(o.total_price) AS total
    FROM orders.orders o
    WHERE o.customer_id = :#${variable.customer_id}
    GROUP BY o.status, o.currency
), spent AS (
    SELECT currency, sum(orders) AS orders, sum(total) AS total
    FROM own
    WHERE status <> 'CANCELLED'
    GROUP BY currency
)
SELECT CAST(:#${variable.customer_id} AS bigint) AS customer_id,
       (SELECT CAST(coalesce(sum(orders), 0) AS bigint) FROM own) AS order_count,
       (SELECT json_object_agg(s.status, coalesce(o.orders, 0) ORDER BY s.place)
        FROM unnest(ARRAY ['PENDING', 'CONFIRMED', 'SHIPPED', 'DELIVERED', 'CANCELLED'])
                 WITH ORDINALITY AS s (status, place)
        LEFT JOIN (SELECT status, sum(orders) AS orders FROM own GROUP BY status) o USING (status)) AS orders_by_status,
       (SELECT coalesce(json_agg(json_build_object(
                   'currency', currency, 'order_count', orders, 'total_price', total) ORDER BY currency), '[]')
        FROM spent) AS spent
