-- One page of orders, newest first. Filters may be null. The statement is put together from those that are given, because
-- only then does the plan use their index.
CREATE OR REPLACE FUNCTION orders.find_orders(of_customer bigint, with_status text, before_id bigint, page_size bigint)
    RETURNS SETOF orders.order_documents
    LANGUAGE plpgsql STABLE
AS $$
BEGIN
    RETURN QUERY EXECUTE
        'SELECT d.* FROM (SELECT o.id FROM orders.orders o WHERE true'
        || CASE WHEN of_customer IS NOT NULL THEN ' AND o.customer_id = $1' ELSE '' END
        || CASE WHEN with_status IS NOT NULL THEN ' AND o.status = $2' ELSE '' END
        || CASE WHEN before_id IS NOT NULL THEN ' AND o.id < $3' ELSE '' END
        || ' ORDER BY o.id DESC LIMIT $4) page JOIN orders.order_documents d USING (id) ORDER BY d.id DESC'
        USING of_customer, with_status, before_id, page_size;
END
$$;
