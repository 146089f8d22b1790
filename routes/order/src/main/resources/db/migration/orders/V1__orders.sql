-- Orders: placing one, and moving it from status to status.

CREATE TABLE orders.orders (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint         NOT NULL,
    total_price numeric(12, 2) NOT NULL CHECK (total_price >= 0),
    currency    text           NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    status      text           NOT NULL DEFAULT 'PENDING'
        CHECK (status IN ('PENDING', 'CONFIRMED', 'SHIPPED', 'DELIVERED', 'CANCELLED')),
    version     bigint         NOT NULL DEFAULT 1,
    created_at  timestamptz    NOT NULL DEFAULT now(),
    updated_at  timestamptz    NOT NULL DEFAULT now()
);
CREATE INDEX orders_customer_page ON orders.orders (customer_id, id);
CREATE INDEX orders_status_page ON orders.orders (status, id);

-- What was bought, as it was then: the product may change or vanish later.
CREATE TABLE orders.order_items (
    order_id   bigint         NOT NULL REFERENCES orders.orders (id) ON DELETE CASCADE,
    product_id bigint         NOT NULL,
    line       smallint       NOT NULL,
    name       text           NOT NULL,
    quantity   integer        NOT NULL CHECK (quantity > 0),
    unit_price numeric(12, 2) NOT NULL CHECK (unit_price >= 0),
    PRIMARY KEY (order_id, product_id)
);

CREATE TABLE orders.outbox (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id    uuid        NOT NULL DEFAULT gen_random_uuid(),
    type        text        NOT NULL,
    key         text        NOT NULL,
    payload     json        NOT NULL,
    traceparent text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    sent_at     timestamptz
);
CREATE INDEX outbox_unsent ON orders.outbox (id) WHERE sent_at IS NULL;
CREATE INDEX outbox_sent ON orders.outbox (sent_at) WHERE sent_at IS NOT NULL;

-- The answers to requests that carried an Idempotency-Key. Written in the transaction of what they answer.
CREATE TABLE orders.idempotency (
    subject      text        NOT NULL,
    key          text        NOT NULL,
    operation    text        NOT NULL,
    request_hash text        NOT NULL,
    status       smallint    NOT NULL,
    response     json        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (subject, operation, key)
);
CREATE INDEX idempotency_age ON orders.idempotency (created_at);

-- An order as the API shows it.
CREATE VIEW orders.order_documents AS
SELECT o.id, o.customer_id, o.status, lines.items, lines.product_id, lines.quantity, o.total_price,
       o.currency, o.created_at, o.updated_at, o.version
FROM orders.orders o
CROSS JOIN LATERAL (
    SELECT json_agg(json_build_object(
               'product_id', i.product_id,
               'name', i.name,
               'quantity', i.quantity,
               'unit_price', i.unit_price,
               'line_total', i.quantity * i.unit_price) ORDER BY i.line) AS items,
           CASE WHEN count(*) = 1 THEN min(i.product_id) END AS product_id,
           CASE WHEN count(*) = 1 THEN min(i.quantity) END AS quantity
    FROM orders.order_items i
    WHERE i.order_id = o.id) lines;

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
CREATE FUNCTION orders.place_order(
    for_customer bigint, caller text, for_anyone boolean, lines jsonb, expected_total numeric,
    idempotency_key text, hash text, trace text)
    RETURNS TABLE (document orders.order_documents, outcome text, details json)
    LANGUAGE plpgsql SET timezone = 'UTC' -- of the times in events
AS $$
DECLARE
    earlier  orders.idempotency;
    reserved boolean;
    unknown  json;
    short    json;
    mixed    boolean;
    total    numeric; -- of any size, until it is known to fit
BEGIN
    -- Held until the transaction ends, however it ends: a crash leaves no key behind that is "still running".
    IF NOT pg_try_advisory_xact_lock(hashtextextended(caller || ' ' || idempotency_key, 0)) THEN
        outcome := 'key_in_use';
        RETURN NEXT;
        RETURN;
    END IF;
    SELECT * INTO earlier
    FROM orders.idempotency i
    WHERE i.subject = caller AND i.operation = 'placeOrder' AND i.key = idempotency_key;
    IF earlier.created_at < now() - interval '24 hours' THEN
        DELETE FROM orders.idempotency i
        WHERE i.subject = caller AND i.operation = 'placeOrder' AND i.key = idempotency_key;
    ELSIF FOUND THEN
        IF earlier.request_hash = hash THEN
            outcome := 'replayed';
            document := json_populate_record(document, earlier.response);
        ELSE
            outcome := 'key_reused';
        END IF;
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
    FROM catalog.reserve(lines, expected_total) r;

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

    INSERT INTO orders.idempotency (subject, key, operation, request_hash, status, response)
    VALUES (caller, idempotency_key, 'placeOrder', hash, 201, row_to_json(document));

    RETURN NEXT;
END
$$;

-- Where an order can go from a status. Whoever is no administrator may only cancel.
CREATE FUNCTION orders.moves(from_status text, for_anyone boolean) RETURNS text[]
    LANGUAGE sql IMMUTABLE
RETURN CASE
    WHEN for_anyone THEN
        CASE from_status
            WHEN 'PENDING' THEN ARRAY ['CONFIRMED', 'CANCELLED']
            WHEN 'CONFIRMED' THEN ARRAY ['SHIPPED', 'CANCELLED']
            WHEN 'SHIPPED' THEN ARRAY ['DELIVERED']
            ELSE CAST(ARRAY [] AS text[])
        END
    WHEN from_status IN ('PENDING', 'CONFIRMED') THEN ARRAY ['CANCELLED']
    ELSE CAST(ARRAY [] AS text[])
END;

-- Moves an order to a status. No row when there is no such order, or it is not the caller's. Else outcome is
--   null        moved, or it was there already; document is the order
--   forbidden   the caller may only cancel
--   illegal     document.status is where it is, allowed where it can go
--   stale       expected_version is given and not the order's
CREATE FUNCTION orders.change_status(
    order_id bigint, caller text, for_anyone boolean, new_status text, expected_version bigint, trace text)
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
        WHEN current.version <> expected_version THEN 'stale'
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
