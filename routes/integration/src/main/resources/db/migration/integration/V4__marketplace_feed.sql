-- The marketplace feed: one row, which says whether the file in the bucket is as the catalog is, and who writes the next one.
CREATE TABLE integration.marketplace_feed (
    the_only         boolean PRIMARY KEY DEFAULT true CHECK (the_only),
    -- the first change since a run last began
    changed_at       timestamptz DEFAULT now(),
    -- the first change for which a run began that has not come to a file yet
    unfinished_since timestamptz,
    -- grows with each claim; whoever has an older one has lost it
    run              bigint      NOT NULL DEFAULT 0,
    run_began_at     timestamptz,
    -- no run begins before: one is under way, the last was a moment ago, or has failed
    free_at          timestamptz NOT NULL DEFAULT '-infinity',
    -- runs that failed since the last file, and why the last of them did
    failures         integer     NOT NULL DEFAULT 0,
    failure          text,
    -- of the last complete file
    file_began_at    timestamptz,
    file_ended_at    timestamptz,
    products         bigint,
    left_out         bigint
);
INSERT INTO integration.marketplace_feed DEFAULT VALUES;
