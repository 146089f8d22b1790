-- Lets one login of a role in, with a password; the other stays as it is. The session's settings say whom: caravan.login,
-- caravan.password. So the password is in no argument and in no statement that a log could hold.
DO $$
BEGIN
    EXECUTE format(
        'ALTER ROLE %I LOGIN PASSWORD %L', current_setting('caravan.login'), current_setting('caravan.password'));
END
$$;
