SELECT EXISTS (
    SELECT FROM integration.first_days
    WHERE consumer = 'mail' AND since <= CAST(:#${variable.occurred_at} AS timestamptz))
