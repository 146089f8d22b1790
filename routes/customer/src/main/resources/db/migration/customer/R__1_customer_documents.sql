-- A customer as the API shows it: the only place where a column becomes a field. (Views are called R__1_*, so that they are there
-- before the functions that return their rows.)
CREATE OR REPLACE VIEW customer.customer_documents AS
SELECT id, name, email, phone, address, created_at, updated_at, version
FROM customer.customers
WHERE erased_at IS NULL;
