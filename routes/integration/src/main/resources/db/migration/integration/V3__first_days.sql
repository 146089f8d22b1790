-- Since when a consumer that tells people is switched on: what happened before, it does not tell.
CREATE TABLE integration.first_days (
    consumer text PRIMARY KEY,
    since    timestamptz NOT NULL DEFAULT now()
);
