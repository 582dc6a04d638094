-- The log is read by those who remember how far they have come, so its numbers must come in the order in which
-- transactions could still add to it. A sequence cannot do that: who drew the smaller number may commit last. So a
-- number is made of its transaction's id, and everything below the oldest transaction that is still running is settled:
-- nothing can appear there any more. See docs/events.md.

-- One row. Numbers are counted from base, which only grows: in a cluster that was restored from a dump, transactions
-- begin anew at small ids, and event_sequence_heal() lifts them above what is there. Events up to and including forgotten
-- are no longer told.
CREATE TABLE event_log (
    one       boolean PRIMARY KEY DEFAULT true,
    base      bigint NOT NULL DEFAULT 0,
    forgotten bigint NOT NULL DEFAULT 0,
    CONSTRAINT there_is_one_log CHECK (one)
);
INSERT INTO event_log DEFAULT VALUES;

-- The number of the next event of this transaction, which can tell 1024. JavaScript counts exactly to 2^53: that is
-- enough for 8 * 10^12 transactions.
CREATE FUNCTION event_sequence() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    told integer := coalesce(nullif(current_setting('safelight.told', true), ''), '0')::integer;
BEGIN
    IF told >= 1024 THEN
        RAISE EXCEPTION 'a transaction tells at most 1024 events';
    END IF;
    PERFORM set_config('safelight.told', (told + 1)::text, true);
    RETURN (SELECT base FROM event_log) + pg_current_xact_id()::text::bigint * 1024 + told;
END
$$;

-- Every event with a smaller number is there to be read, or never will be.
CREATE FUNCTION event_horizon() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT base + pg_snapshot_xmin(pg_current_snapshot())::text::bigint * 1024 FROM event_log
$$;

CREATE FUNCTION event_sequence_heal() RETURNS void LANGUAGE sql VOLATILE AS $$
    UPDATE event_log
    SET base = (SELECT max(sequence) + 1 FROM event)
    WHERE (SELECT max(sequence) FROM event)
        >= base + pg_snapshot_xmax(pg_current_snapshot())::text::bigint * 1024
$$;

ALTER TABLE event
    ALTER COLUMN sequence DROP IDENTITY,
    ALTER COLUMN sequence SET DEFAULT event_sequence(),
    DROP COLUMN tx,
    ADD COLUMN data jsonb; -- what there is to tell beside the move; its form depends on the type
CREATE INDEX event_of_subject ON event (owner, subject, sequence);
