SELECT id, customer_id, status, items, product_id, quantity, total_price, currency, created_at, updated_at,
       version AS _version
FROM orders.order_documents
WHERE id = :#${variable.id}
  AND (:#${variable.sees_all} OR customer_id = customer.id_of(:#${variable.caller_subject}))
