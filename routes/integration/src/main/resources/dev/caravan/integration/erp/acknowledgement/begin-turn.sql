-- The lock of the session: it is there while the instance polls, and gone when the instance is.
SELECT pg_try_advisory_lock(hashtext('integration.erp_acknowledgements'))
