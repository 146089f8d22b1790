-- Newest first. Parameters: after_id (the last id of the page before), limit_plus_one, and filters that may be null.
-- Whoever does not see all sees the own.
WITH wanted AS (
    SELECT CASE WHEN :#${variable.sees_all}
               THEN CAST(:#${variable.customer_id} AS bigint)
               ELSE coalesce(customer.id_of(:#${variable.caller_subject}), 0) END AS customer_id,
           CAST(:#${variable.status} AS text) AS status
), page AS (
    SELECT o.id
    FROM orders.orders o, wanted w
    WHERE o.id < coalesce(CAST(:#${variable.after_id} AS bigint), 9223372036854775807)
      AND (w.customer_id IS NULL OR o.customer_id = w.customer_id)
      AND (w.status IS NULL OR o.status = w.status)
    ORDER BY o.id DESC
    LIMIT :#${variable.limit_plus_one}
)
SELECT d.id, d.customer_id, d.status, d.items, d.product_id, d.quantity, d.total_price, d.currency, d.created_at, d.updated_at
FROM page JOIN orders.order_documents d USING (id)
ORDER BY d.id DESC
