-- If-Match may name several versions (RFC 9110, section 13.1.1).

DROP FUNCTION orders.change_status(bigint, text, boolean, text, bigint, text);

-- Moves an order to a status. No row when there is no such order, or it is not the caller's. Else outcome is
--   null        moved, or it was there already; document is the order
--   forbidden   the caller may only cancel
--   illegal     document.status is where it is, allowed where it can go
--   stale       expected_versions are given, and the order's is none of them
CREATE FUNCTION orders.change_status(
    order_id bigint, caller text, for_anyone boolean, new_status text, expected_versions bigint[], trace text)
    RETURNS TABLE (document orders.order_documents, outcome text, allowed text[])
    LANGUAGE plpgsql SET timezone = 'UTC' -- of the times in events
AS $$
DECLARE
    current orders.orders;
BEGIN
    SELECT * INTO current
    FROM orders.orders o
    WHERE o.id = order_id AND (for_anyone OR o.customer_id = customer.id_of(caller))
    FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;

    outcome := CASE
        WHEN NOT for_anyone AND new_status <> 'CANCELLED' THEN 'forbidden'
        WHEN new_status = current.status THEN NULL
        WHEN NOT new_status = ANY (orders.moves(current.status, for_anyone)) THEN 'illegal'
        WHEN NOT current.version = ANY (expected_versions) THEN 'stale'
    END;
    IF outcome IS NULL AND new_status <> current.status THEN
        UPDATE orders.orders o
        SET status = new_status, version = o.version + 1, updated_at = clock_timestamp()
        WHERE o.id = order_id;
        IF new_status = 'CANCELLED' THEN
            PERFORM catalog.release(
                (SELECT jsonb_agg(jsonb_build_object('product_id', i.product_id, 'quantity', i.quantity))
                 FROM orders.order_items i
                 WHERE i.order_id = current.id));
        END IF;
        SELECT * INTO document FROM orders.order_documents d WHERE d.id = order_id;
        INSERT INTO orders.outbox (type, key, payload, traceparent)
        VALUES ('order.' || lower(new_status), order_id, row_to_json(document), trace);
    ELSE
        SELECT * INTO document FROM orders.order_documents d WHERE d.id = order_id;
    END IF;
    allowed := orders.moves(document.status, for_anyone);
    RETURN NEXT;
END
$$;
