-- Decides If-Match (RFC 9110, section 13.1.1): whether a row's version is one of those that the request names; any is where it
-- names none. IfMatch reads the header, and a statement that finds the version stale says so in its outcome.
CREATE OR REPLACE FUNCTION is_current(version bigint, if_match bigint[]) RETURNS boolean
    LANGUAGE sql IMMUTABLE
RETURN if_match IS NULL OR version = ANY (if_match);
