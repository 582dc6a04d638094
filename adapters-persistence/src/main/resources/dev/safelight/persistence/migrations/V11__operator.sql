-- What an operator does is written down, and he may also reject what was accepted. Additions only: processes of the
-- version before go on beside this one. No statement here reads a table; what was not checked when a constraint was
-- replaced, V13 checks without holding anybody up.

-- What happened to an image without moving it, the last few: who took it, and why it had to be put off.
ALTER TABLE image ADD COLUMN notes jsonb NOT NULL DEFAULT '[]';

-- beside the previous version: what it writes both take, the one before and this; neither looks at rows
ALTER TABLE image
    DROP CONSTRAINT rejected_only_for_reasons,
    ADD CONSTRAINT rejected_for_reasons_or_by_hand CHECK
        (status <> 'REJECTED' OR overruled_by IS NOT NULL OR jsonb_array_length(verdict -> 'reasons') > 0) NOT VALID,
    DROP CONSTRAINT only_the_accepted_are_overruled,
    ADD CONSTRAINT only_the_judged_are_overruled CHECK
        ((overruled_by IS NULL OR status IN ('ACCEPTED', 'REJECTED'))
            AND (overruled_by IS NULL) = (overruled_because IS NULL)) NOT VALID;

-- beside the previous version: one more move is taken, which it reads as any other; no row is looked at
ALTER TABLE event
    DROP CONSTRAINT only_moves_of_the_lifecycle,
    ADD CONSTRAINT only_moves_of_the_lifecycle CHECK (from_status IS NULL OR (from_status, to_status) IN (
        ('AWAITING_UPLOAD', 'VERIFYING'),
        ('AWAITING_UPLOAD', 'UPLOAD_FAILED'),
        ('VERIFYING', 'PROCESSING'),
        ('VERIFYING', 'UPLOAD_FAILED'),
        ('VERIFYING', 'ERROR'),
        ('PROCESSING', 'ACCEPTED'),
        ('PROCESSING', 'REJECTED'),
        ('PROCESSING', 'ERROR'),
        ('ACCEPTED', 'REJECTED'),
        ('REJECTED', 'ACCEPTED'),
        ('ERROR', 'VERIFYING'),
        ('ERROR', 'PROCESSING'))) NOT VALID;

-- Who did what, to how many, and why. A row is written before anything is done and counted up by the statements that do it.
CREATE TABLE audit (
    id          uuid PRIMARY KEY,
    at          timestamptz NOT NULL,
    operator    text NOT NULL,
    action      text NOT NULL,
    selection   jsonb NOT NULL, -- the filter, or the ids
    reason      text NOT NULL,
    trace_id    text NOT NULL,
    done        integer NOT NULL DEFAULT 0,
    unchanged   integer NOT NULL DEFAULT 0,
    finished_at timestamptz,    -- null while it goes on, or when its process died
    CONSTRAINT what_was_done_is_counted CHECK (done >= 0 AND unchanged >= 0)
);
