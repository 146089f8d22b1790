-- Makes a file of orders that the caller has locked. Its name says when, and which it is.
CREATE OR REPLACE FUNCTION integration.write_erp_file(of_content text, of_orders bigint[]) RETURNS text
    LANGUAGE plpgsql
AS $$
DECLARE
    new_id   bigint := nextval(pg_get_serial_sequence('integration.erp_files', 'id'));
    new_name text := 'orders-' || to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"') || '-' || new_id || '.csv';
BEGIN
    INSERT INTO integration.erp_files (id, name, content, orders)
    VALUES (new_id, new_name, of_content, cardinality(of_orders));
    UPDATE integration.erp_orders SET file_id = new_id, lines = NULL WHERE order_id = ANY (of_orders);
    RETURN new_name;
END
$$;
