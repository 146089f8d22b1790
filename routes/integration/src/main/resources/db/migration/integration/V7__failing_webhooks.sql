-- Webhooks that fail take turns: when the last try at one failed.
ALTER TABLE integration.webhooks ADD COLUMN failed_at timestamptz;
