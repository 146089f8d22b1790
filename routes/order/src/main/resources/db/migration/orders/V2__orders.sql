-- Orders and their lines. Functions and views stand in files of their own, R__<name>.sql.

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
CREATE INDEX orders_customer_status_page ON orders.orders (customer_id, status, id);
CREATE INDEX orders_pending ON orders.orders (created_at) WHERE status = 'PENDING';

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
