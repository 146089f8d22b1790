-- Cancels PENDING orders that are older than max_age, at most so many at once, and gives their stock back. Returns how many
-- there were. Relays side by side skip what another one, or a change of the order, has locked. The stock of all is
-- released in one call, which locks products in the order of their ids as placing does, so that the two cannot deadlock.
CREATE OR REPLACE FUNCTION orders.expire_orders(max_age interval, at_most integer, trace text) RETURNS integer
    LANGUAGE plpgsql SET timezone = 'UTC' -- of the times in events
AS $$
DECLARE
    expired bigint[];
BEGIN
    WITH due AS (
        SELECT o.id
        FROM orders.orders o
        WHERE o.status = 'PENDING' AND o.created_at < now() - max_age
        ORDER BY o.created_at
        LIMIT at_most
        FOR NO KEY UPDATE SKIP LOCKED
    ), moved AS (
        UPDATE orders.orders o
        SET status = 'CANCELLED', version = o.version + 1, updated_at = clock_timestamp()
        FROM due
        WHERE o.id = due.id
        RETURNING o.id
    )
    SELECT array_agg(moved.id) INTO expired FROM moved;
    IF expired IS NULL THEN
        RETURN 0;
    END IF;

    PERFORM catalog.release_stock(
        (SELECT jsonb_agg(jsonb_build_object('product_id', i.product_id, 'quantity', i.quantity))
         FROM orders.order_items i
         WHERE i.order_id = ANY (expired)));
    INSERT INTO orders.outbox (type, key, payload, traceparent)
    SELECT 'order.cancelled', d.id, row_to_json(d), trace
    FROM orders.order_documents d
    WHERE d.id = ANY (expired)
    ORDER BY d.id;
    RETURN cardinality(expired);
END
$$;
