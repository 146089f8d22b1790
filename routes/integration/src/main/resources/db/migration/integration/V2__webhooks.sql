-- Webhooks, and what is sent to them. Functions and views stand in files of their own, R__<name>.sql.

CREATE TABLE integration.webhooks (
    id                   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- the token subject that the webhook belongs to
    owner                text        NOT NULL,
    url                  text        NOT NULL,
    event_types          text[]      NOT NULL,
    description          text,
    active               boolean     NOT NULL DEFAULT true,
    -- since when no delivery has succeeded
    failing_since        timestamptz,
    switched_off_because text CHECK (switched_off_because IN ('failing', 'gone')),
    version              bigint      NOT NULL DEFAULT 1,
    created_at           timestamptz NOT NULL DEFAULT now(),
    updated_at           timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX webhooks_owner ON integration.webhooks (owner, id);

-- Apart from the webhooks, so that they are read by what signs and by nothing else.
CREATE TABLE integration.webhook_secrets (
    webhook_id     bigint PRIMARY KEY REFERENCES integration.webhooks ON DELETE CASCADE,
    secret         text NOT NULL,
    previous       text,
    previous_until timestamptz
);

-- One event for one webhook. state:
--   queued     an earlier event of the same order, product or customer is before it
--   due        it is sent when due_at has come
--   sending    an instance sends it; when it has not told of it until due_at, another one does
--   delivered  the receiver has it
--   failed     given up
CREATE TABLE integration.webhook_deliveries (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    webhook_id   bigint      NOT NULL REFERENCES integration.webhooks ON DELETE CASCADE,
    event_id     uuid        NOT NULL,
    event_type   text        NOT NULL,
    -- events with the same key are delivered in their order
    ordering_key text        NOT NULL,
    payload      text        NOT NULL,
    traceparent  text,
    state        text        NOT NULL CHECK (state IN ('queued', 'due', 'sending', 'delivered', 'failed')),
    due_at       timestamptz NOT NULL DEFAULT now(),
    -- of all, and since it was last asked for
    attempts     integer     NOT NULL DEFAULT 0,
    tries        integer     NOT NULL DEFAULT 0,
    created_at   timestamptz NOT NULL DEFAULT now(),
    delivered_at timestamptz,
    UNIQUE (webhook_id, event_id)
);
CREATE INDEX webhook_deliveries_page ON integration.webhook_deliveries (webhook_id, id);
CREATE INDEX webhook_deliveries_due ON integration.webhook_deliveries (webhook_id, due_at) WHERE state = 'due';
CREATE INDEX webhook_deliveries_sending ON integration.webhook_deliveries (due_at) WHERE state = 'sending';
CREATE INDEX webhook_deliveries_lane ON integration.webhook_deliveries (webhook_id, ordering_key, id)
    WHERE state IN ('queued', 'due', 'sending');
CREATE INDEX webhook_deliveries_age ON integration.webhook_deliveries (created_at) WHERE state IN ('delivered', 'failed');

CREATE TABLE integration.webhook_attempts (
    delivery_id bigint      NOT NULL REFERENCES integration.webhook_deliveries ON DELETE CASCADE,
    at          timestamptz NOT NULL,
    duration_ms integer     NOT NULL,
    status      integer,
    failure     text,
    response    text
);
CREATE INDEX webhook_attempts_delivery ON integration.webhook_attempts (delivery_id, at);

-- Which events a consumer has seen to; the columns are those of Camel's JDBC repository of the Idempotent Consumer.
CREATE TABLE integration.consumed_events (
    processorname text        NOT NULL,
    messageid     text        NOT NULL,
    createdat     timestamptz NOT NULL,
    PRIMARY KEY (processorname, messageid)
);
CREATE INDEX consumed_events_age ON integration.consumed_events (createdat);

-- The operator reads everything but what signs; the remembered response of a creation holds it too.
REVOKE SELECT ON integration.webhook_secrets, integration.idempotency FROM operator;
