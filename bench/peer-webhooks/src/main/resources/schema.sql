CREATE TABLE IF NOT EXISTS integration.peer_webhooks (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    url         text    NOT NULL,
    secret      text    NOT NULL,
    event_types text[]  NOT NULL,
    active      boolean NOT NULL DEFAULT true
);
CREATE TABLE IF NOT EXISTS integration.peer_consumed_events (
    event_id uuid        PRIMARY KEY,
    at       timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE IF NOT EXISTS integration.peer_deliveries (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    webhook_id  bigint      NOT NULL REFERENCES integration.peer_webhooks,
    event_id    uuid        NOT NULL,
    event_type  text        NOT NULL,
    payload     text        NOT NULL,
    at          timestamptz NOT NULL,
    duration_ms integer     NOT NULL,
    status      integer     NOT NULL,
    response    text,
    UNIQUE (webhook_id, event_id)
);
CREATE INDEX IF NOT EXISTS peer_deliveries_page ON integration.peer_deliveries (webhook_id, id);
