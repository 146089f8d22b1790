SELECT *
FROM customer.customer_documents
WHERE id = customer.id_of(:#${variable.caller_subject})
