-- How long the response to a request with an Idempotency-Key is kept. The API's reference promises it.
CREATE OR REPLACE FUNCTION idempotency_key_lifetime() RETURNS interval
    LANGUAGE sql IMMUTABLE
RETURN interval '24 hours';
