-- Takes in that an order was confirmed, with its lines of a file; once, however often it is told.
CREATE OR REPLACE FUNCTION integration.collect_erp_order(confirmed bigint, its_lines text) RETURNS void
    LANGUAGE sql
AS $$
INSERT INTO integration.erp_orders (order_id, lines) VALUES (confirmed, its_lines) ON CONFLICT (order_id) DO NOTHING
$$;
