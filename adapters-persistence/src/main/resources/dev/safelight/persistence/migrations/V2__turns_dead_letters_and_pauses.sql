-- Jobs are given out in the order of their turns, in which owners alternate; what nobody completes is given up; and an
-- operator can pause a kind. Additions with defaults: processes of the version before go on beside this one.
ALTER TABLE job
    ADD COLUMN owner      text        NOT NULL DEFAULT '',
    ADD COLUMN turn       timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN hidden     boolean     NOT NULL DEFAULT true, -- until visible_at: not due yet, or held by a worker
    ADD COLUMN deliveries integer     NOT NULL DEFAULT 0;

-- What can be claimed lies in the order in which it is claimed, and nothing else lies there.
CREATE INDEX job_turn ON job (kind, turn) WHERE NOT hidden;
CREATE INDEX job_hidden ON job (kind, visible_at) WHERE hidden;
CREATE INDEX job_of_owner ON job (owner, kind);
DROP INDEX job_to_claim;

CREATE TABLE dead_letter (
    id      text PRIMARY KEY,
    kind    text NOT NULL,
    image   uuid NOT NULL,
    owner   text NOT NULL,
    due_at  timestamptz NOT NULL,
    died_at timestamptz NOT NULL
);
CREATE INDEX dead_letter_of_kind ON dead_letter (kind);

CREATE TABLE paused_kind (
    kind text PRIMARY KEY
);
