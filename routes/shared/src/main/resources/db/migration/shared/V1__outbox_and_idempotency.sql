-- What every schema has that tells others of its changes and does nothing twice: the events that wait to be sent, and the
-- responses that requests with an Idempotency-Key were given. Both are written in the transaction of what they tell.

CREATE TABLE outbox (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id    uuid        NOT NULL DEFAULT gen_random_uuid(),
    type        text        NOT NULL,
    key         text        NOT NULL,
    payload     json        NOT NULL,
    traceparent text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    sent_at     timestamptz
);
CREATE INDEX outbox_unsent ON outbox (id) WHERE sent_at IS NULL;
CREATE INDEX outbox_sent ON outbox (sent_at) WHERE sent_at IS NOT NULL;

CREATE TABLE idempotency (
    subject      text        NOT NULL,
    key          text        NOT NULL,
    operation    text        NOT NULL,
    request_hash text        NOT NULL,
    -- the row that the response is made from
    response     json        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (subject, operation, key)
);
CREATE INDEX idempotency_age ON idempotency (created_at);
