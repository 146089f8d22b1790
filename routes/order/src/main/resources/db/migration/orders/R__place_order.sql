-- Places an order, or changes nothing and tells why in outcome:
--   null                    placed; document is the order
--   replayed                placed before, by the request with the same key; document is the order as it was then
--   key_in_use              a request with the same key is running
--   key_reused              the key was used for another request
--   customer_not_found      there is no such customer, or it is not the caller's
--   unknown_product         details: [product_id, ...]
--   mixed_currencies        the products cost different currencies
--   insufficient_stock      details: [{"product_id", "requested", "available"}, ...]
--   total_too_large         beyond 9999999999.99
--   price_changed           document has the lines and the total of today
CREATE OR REPLACE FUNCTION orders.place_order(
    for_customer bigint, caller text, for_anyone boolean, lines jsonb, expected_total numeric,
    idempotency_key text, hash text, trace text)
    RETURNS TABLE (document orders.order_documents, outcome text, details json)
    LANGUAGE plpgsql SET timezone = 'UTC' -- of the times in events
AS $$
DECLARE
    earlier  record;
    reserved boolean;
    unknown  json;
    short    json;
    mixed    boolean;
    total    numeric; -- of any size, until it is known to fit
BEGIN
    SELECT r.outcome, r.response INTO earlier
    FROM orders.remembered(caller, 'placeOrder', idempotency_key, hash) r;
    IF earlier.outcome IS NOT NULL THEN
        outcome := earlier.outcome;
        document := json_populate_record(document, earlier.response);
        RETURN NEXT;
        RETURN;
    END IF;

    IF NOT (CASE WHEN for_anyone
                THEN customer.is_registered(for_customer)
                ELSE coalesce(customer.id_of(caller) = for_customer, false) END) THEN
        outcome := 'customer_not_found';
        RETURN NEXT;
        RETURN;
    END IF;

    SELECT bool_and(r.reserved),
           json_agg(r.product_id) FILTER (WHERE r.name IS NULL),
           json_agg(json_build_object('product_id', r.product_id, 'requested', r.quantity, 'available', r.available))
               FILTER (WHERE r.available < r.quantity),
           count(DISTINCT r.currency) > 1,
           json_agg(json_build_object(
               'product_id', r.product_id,
               'name', r.name,
               'quantity', r.quantity,
               'unit_price', r.unit_price,
               'line_total', r.quantity * r.unit_price)),
           CASE WHEN count(*) = 1 THEN min(r.product_id) END,
           CASE WHEN count(*) = 1 THEN min(r.quantity) END,
           sum(r.quantity * r.unit_price),
           min(r.currency)
    INTO reserved, unknown, short, mixed,
         document.items, document.product_id, document.quantity, total, document.currency
    FROM catalog.reserve_stock(lines, expected_total) r;

    document.customer_id := for_customer;
    IF NOT reserved THEN
        outcome := CASE WHEN unknown IS NOT NULL THEN 'unknown_product'
                        WHEN mixed THEN 'mixed_currencies'
                        WHEN short IS NOT NULL THEN 'insufficient_stock'
                        WHEN total > 9999999999.99 THEN 'total_too_large'
                        ELSE 'price_changed' END;
        document.total_price := CASE WHEN outcome = 'price_changed' THEN total END;
        details := CASE outcome WHEN 'unknown_product' THEN unknown WHEN 'insufficient_stock' THEN short END;
        RETURN NEXT;
        RETURN;
    END IF;

    document.total_price := total;
    INSERT INTO orders.orders AS o (customer_id, total_price, currency)
    VALUES (for_customer, total, document.currency)
    RETURNING o.id, o.status, o.created_at, o.updated_at, o.version
    INTO document.id, document.status, document.created_at, document.updated_at, document.version;

    INSERT INTO orders.order_items (order_id, product_id, line, name, quantity, unit_price)
    SELECT document.id, CAST(item ->> 'product_id' AS bigint), place, item ->> 'name',
           CAST(item ->> 'quantity' AS integer), CAST(item ->> 'unit_price' AS numeric)
    FROM json_array_elements(document.items) WITH ORDINALITY AS listed (item, place);

    INSERT INTO orders.outbox (type, key, payload, traceparent)
    VALUES ('order.placed', document.id, row_to_json(document), trace);

    PERFORM orders.remember(caller, 'placeOrder', idempotency_key, hash, row_to_json(document));
    RETURN NEXT;
END
$$;
