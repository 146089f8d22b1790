SELECT *
FROM customer.customer_documents
WHERE id = :#${variable.id}
  AND (:#${variable.sees_all} OR id = customer.id_of(:#${variable.caller_subject}))
