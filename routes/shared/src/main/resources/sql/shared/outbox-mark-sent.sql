-- ids: comma separated.
UPDATE outbox
SET sent_at = now()
WHERE id = ANY (CAST(string_to_array(:#${variable.ids}, ',') AS bigint[]))
