-- Customers. Functions and views stand in files of their own, R__<name>.sql.

CREATE TABLE customer.customers (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- the token subject that the record belongs to
    subject    text,
    name       text,
    email      text,
    phone      text,
    address    text,
    version    bigint      NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    -- an erased customer is an id and nothing else
    erased_at  timestamptz,
    CONSTRAINT customers_erased CHECK (
        CASE WHEN erased_at IS NULL
            THEN subject IS NOT NULL AND name IS NOT NULL AND email IS NOT NULL
            ELSE coalesce(subject, name, email, phone, address) IS NULL
        END)
);

CREATE UNIQUE INDEX customers_subject_key ON customer.customers (subject);
CREATE UNIQUE INDEX customers_email_key ON customer.customers (lower(email));

-- Finds the remembered registration of a customer that is erased.
CREATE INDEX idempotency_customer ON customer.idempotency ((response ->> 'id'));
