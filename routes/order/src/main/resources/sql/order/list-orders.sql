-- Newest first. Parameters: after_id (the last id of the page before), limit_plus_one, and filters that may be null.
-- A caller who does not see all sees the own.
SELECT *
FROM orders.find_orders(
    CASE WHEN :#${variable.sees_all}
        THEN CAST(:#${variable.customer_id} AS bigint)
        ELSE coalesce(customer.id_of(:#${variable.caller_subject}), 0) END,
    CAST(:#${variable.status} AS text),
    CAST(:#${variable.after_id} AS bigint),
    :#${variable.limit_plus_one})
