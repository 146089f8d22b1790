-- The roles of the platform's one database: a login role per service that owns the schema of the same name and
-- reaches nothing else, and `operator`, which reads everything and changes nothing.
--
-- Each has a second login, called <role>_b, which acts as the role from its first statement on: what it makes is the role's,
-- and what the role may do it may do. Both log in only while passwords are rotated (let-in.sql, shut-out.sql), so that what
-- runs keeps its login until it has the next.
--
-- Apply it inside the database (by default `ecommerce`) as its owner, a role with CREATEROLE; no superuser is needed, and RDS
-- gives none. Applying it again changes nothing. Passwords are not set here: whoever applies this file sets them from its own
-- secret store.

DO $$
DECLARE
    role_name text;
    login text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['catalog', 'customer', 'orders', 'integration', 'operator'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE', role_name);
        END IF;
        login := role_name || '_b';
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE', login);
            EXECUTE format('GRANT %I TO %I WITH SET TRUE, INHERIT TRUE', role_name, login);
        END IF;
    END LOOP;

    -- Nobody comes in, and nothing is created in the public schema, but by a grant below.
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    REVOKE ALL ON SCHEMA public FROM PUBLIC;

    FOREACH role_name IN ARRAY ARRAY['catalog', 'customer', 'orders', 'integration'] LOOP
        -- Who creates a role without being superuser (RDS) is its member only to administer it (since PostgreSQL 16): to
        -- make a schema that the role owns, and to say what others may do there, it must also act as the role.
        IF NOT (pg_has_role(current_user, role_name, 'SET') AND pg_has_role(current_user, role_name, 'USAGE')) THEN
            EXECUTE format('GRANT %I TO %I WITH SET TRUE, INHERIT TRUE', role_name, current_user);
        END IF;
        EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), role_name);
        EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION %I', role_name, role_name);
        EXECUTE format('ALTER ROLE %I IN DATABASE %I SET search_path = %I', role_name, current_database(), role_name);
        login := role_name || '_b';
        EXECUTE format('ALTER ROLE %I IN DATABASE %I SET search_path = %I', login, current_database(), role_name);
        EXECUTE format('ALTER ROLE %I IN DATABASE %I SET role = %I', login, current_database(), role_name);
        -- A function is callable by nobody until its owner says by whom: `catalog.reserve_stock` is lent to `orders` that way.
        EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC', role_name);
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO operator', role_name);
        EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO operator', role_name);
        EXECUTE format(
            'ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT SELECT ON TABLES TO operator', role_name, role_name);
    END LOOP;

    EXECUTE format('GRANT CONNECT ON DATABASE %I TO operator', current_database());
    FOREACH login IN ARRAY ARRAY['operator', 'operator_b'] LOOP
        EXECUTE format(
            'ALTER ROLE %I IN DATABASE %I SET search_path = catalog, customer, orders, integration',
            login, current_database());
        EXECUTE format('ALTER ROLE %I IN DATABASE %I SET default_transaction_read_only = on', login, current_database());
    END LOOP;
    EXECUTE format('ALTER ROLE operator_b IN DATABASE %I SET role = operator', current_database());
END
$$;
