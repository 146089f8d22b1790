-- The oldest events that wait to be sent. Run it, the sending and outbox-mark-sent.sql in one transaction: the lock makes
-- this the only relay until then, so that the events of one key leave in their order. No row when another relay is at work.
SELECT id, CAST(event_id AS text) AS event_id, type, key, traceparent,
       CAST(json_build_object(
           'event_id', event_id,
           'type', type,
           'occurred_at', to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
           'data', payload) AS text) AS payload
FROM outbox
WHERE sent_at IS NULL AND (SELECT pg_try_advisory_xact_lock(hashtext(current_schema() || '.outbox')))
ORDER BY id
LIMIT 500
FOR UPDATE SKIP LOCKED
