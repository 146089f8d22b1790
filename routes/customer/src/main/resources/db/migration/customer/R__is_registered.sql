-- Whether there is such a customer, who has not been erased.
CREATE OR REPLACE FUNCTION customer.is_registered(customer_id bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT EXISTS (SELECT FROM customer.customers c WHERE c.id = customer_id AND c.erased_at IS NULL) $$;

GRANT USAGE ON SCHEMA customer TO orders;
GRANT EXECUTE ON FUNCTION customer.is_registered(bigint) TO orders;
