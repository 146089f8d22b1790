-- Customers, and the two functions by which orders ask whose a customer record is.

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

CREATE TABLE customer.outbox (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id    uuid        NOT NULL DEFAULT gen_random_uuid(),
    type        text        NOT NULL,
    key         text        NOT NULL,
    payload     json        NOT NULL,
    traceparent text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    sent_at     timestamptz
);
CREATE INDEX outbox_unsent ON customer.outbox (id) WHERE sent_at IS NULL;
CREATE INDEX outbox_sent ON customer.outbox (sent_at) WHERE sent_at IS NOT NULL;

-- Registers a customer for a subject. outcome: null, already_registered (existing_id is the subject's record) or
-- email_taken. A function, because a conflict with somebody who is registering at the same time can be told only by
-- looking again.
CREATE FUNCTION customer.register(
    new_subject text, new_name text, new_email text, new_phone text, new_address text, new_traceparent text)
    RETURNS TABLE (registered customer.customers, outcome text, existing_id bigint)
    LANGUAGE plpgsql
AS $$
BEGIN
    LOOP
        INSERT INTO customer.customers AS c (subject, name, email, phone, address)
        VALUES (new_subject, new_name, new_email, new_phone, new_address)
        ON CONFLICT DO NOTHING
        RETURNING c.* INTO registered;
        IF FOUND THEN
            INSERT INTO customer.outbox (type, key, payload, traceparent)
            VALUES ('customer.created', registered.id, json_build_object('id', registered.id, 'version', registered.version),
                    new_traceparent);
            RETURN NEXT;
            RETURN;
        END IF;

        registered := NULL;
        SELECT c.id INTO existing_id FROM customer.customers c WHERE c.subject = new_subject;
        IF FOUND THEN
            outcome := 'already_registered';
            RETURN NEXT;
            RETURN;
        END IF;
        PERFORM FROM customer.customers c WHERE lower(c.email) = lower(new_email);
        IF FOUND THEN
            outcome := 'email_taken';
            RETURN NEXT;
            RETURN;
        END IF;
        -- whoever was in the way has been erased meanwhile
    END LOOP;
END
$$;

-- The id of the subject's own record, or null.
CREATE FUNCTION customer.id_of(wanted_subject text) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT c.id FROM customer.customers c WHERE c.subject = wanted_subject $$;

-- Whether there is such a customer, who has not been erased.
CREATE FUNCTION customer.is_registered(customer_id bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$ SELECT EXISTS (SELECT FROM customer.customers c WHERE c.id = customer_id AND c.erased_at IS NULL) $$;

-- Orders may ask these two things, and nothing else.
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA customer FROM PUBLIC;
GRANT USAGE ON SCHEMA customer TO orders;
GRANT EXECUTE ON FUNCTION customer.id_of(text) TO orders;
GRANT EXECUTE ON FUNCTION customer.is_registered(bigint) TO orders;
