-- Takes its login and its password from whichever login of a role is not the present one. The session's settings say of whom:
-- caravan.role, caravan.login (the present one). Refused while anybody is still connected by the other: it could not connect
-- again.
DO $$
DECLARE
    other text;
    connected bigint;
BEGIN
    FOREACH other IN ARRAY ARRAY[current_setting('caravan.role'), current_setting('caravan.role') || '_b'] LOOP
        CONTINUE WHEN other = current_setting('caravan.login');
        SELECT count(*) INTO connected FROM pg_stat_activity WHERE usename = other;
        IF connected > 0 THEN
            RAISE EXCEPTION '% connections still use the login %', connected, other
                USING HINT = 'Who they are: SELECT application_name, client_addr FROM pg_stat_activity WHERE usename = '
                    || quote_literal(other);
        END IF;
        EXECUTE format('ALTER ROLE %I NOLOGIN PASSWORD NULL', other);
    END LOOP;
END
$$;
