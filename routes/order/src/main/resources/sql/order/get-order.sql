SELECT *
FROM orders.order_documents
WHERE id = :#${variable.id}
  AND (:#${variable.sees_all} OR customer_id = customer.id_of(:#${variable.caller_subject}))
