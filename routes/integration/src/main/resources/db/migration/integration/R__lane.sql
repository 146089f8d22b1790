-- The lock on the deliveries of one webhook whose events have one key: who adds one, or ends one, holds it until the transaction ends.
CREATE OR REPLACE FUNCTION integration.lane(of_webhook bigint, of_key text) RETURNS bigint
    LANGUAGE sql IMMUTABLE
RETURN hashtextextended('integration.lane ' || of_key, of_webhook);
