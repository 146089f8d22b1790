-- Newest first. Parameters: after_id (the last id of the page before), limit_plus_one, and filters that may be null.
-- Whoever does not see all sees the own.
SELECT id, customer_id, status, items, product_id, quantity, total_price, currency, created_at, updated_at
FROM orders.find_orders(
    CASE WHEN :#${variable.sees_all}
        THEN CAST(:#${variable.customer_id} AS bigint)
        ELSE coalesce(customer.id_of(:#${variable.caller_subject}), 0) END,
    CAST(:#${variable.status} AS text),
    CAST(:#${variable.after_id} AS bigint),
    :#${variable.limit_plus_one})
