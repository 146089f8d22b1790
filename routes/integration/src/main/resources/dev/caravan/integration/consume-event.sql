-- Parameters, by their places: the consumer, the event's id, now. No row when the consumer has seen to the event.
INSERT INTO consumed_events (processorname, messageid, createdat)
VALUES (?, ?, ?)
ON CONFLICT DO NOTHING
