-- Whom to tell when the platform switches a webhook off. No other table holds the address.
ALTER TABLE integration.webhooks ADD COLUMN contact_email text;

-- That a webhook with a contact was switched off, until it is started again. state:
--   due      its contact is mailed when due_at has come and the platform sends mails
--   sending  an instance does so; when it has not told of it until due_at, another one does
--   sent     the mail server has the mail
--   refused  given up
CREATE TABLE integration.webhook_notices (
    id              uuid PRIMARY KEY     DEFAULT gen_random_uuid(),
    webhook_id      bigint      NOT NULL UNIQUE REFERENCES integration.webhooks ON DELETE CASCADE,
    switched_off_at timestamptz NOT NULL DEFAULT now(),
    state           text        NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'sending', 'sent', 'refused')),
    due_at          timestamptz NOT NULL DEFAULT now(),
    -- how often the mail server has refused the mail, and why the last try failed
    refusals        integer     NOT NULL DEFAULT 0,
    failure         text
);
CREATE INDEX webhook_notices_due ON integration.webhook_notices (due_at) WHERE state IN ('due', 'sending');
