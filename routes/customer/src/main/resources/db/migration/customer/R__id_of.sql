-- The id of the subject's own record, or null.
CREATE OR REPLACE FUNCTION customer.id_of(wanted_subject text) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT c.id FROM customer.customers c WHERE c.subject = wanted_subject $$;

GRANT USAGE ON SCHEMA customer TO orders;
GRANT EXECUTE ON FUNCTION customer.id_of(text) TO orders;
