-- The invariants of the design that a database can hold, it holds. Names of constraints are sentences, because an
-- operator will read them in a log. The lists of statuses and moves are held against Status.next() by SchemaTest.

-- One row for each owner. A verdict rests on the gallery (the accepted photos) that it was compared with; the version
-- makes that a condition which can be checked and locked.
CREATE TABLE owner (
    id              text PRIMARY KEY,
    gallery_version bigint NOT NULL DEFAULT 0
);

-- The places of each set, counted by the statement that moves an image.
CREATE TABLE photo_set (
    owner    text NOT NULL REFERENCES owner,
    name     text NOT NULL,
    accepted integer NOT NULL DEFAULT 0,
    rejected integer NOT NULL DEFAULT 0,
    pending  integer NOT NULL DEFAULT 0,
    PRIMARY KEY (owner, name),
    CONSTRAINT places_are_counted CHECK (accepted >= 0 AND rejected >= 0 AND pending >= 0)
);

CREATE SEQUENCE image_file_id AS bigint START 10000 MINVALUE 10000;

CREATE TABLE image (
    id                 uuid PRIMARY KEY,
    file_id            bigint NOT NULL DEFAULT nextval('image_file_id'),

    -- what was promised when the upload was signed; never changes
    owner              text NOT NULL,
    set_name           text NOT NULL,
    filename           text NOT NULL,
    content_type       text NOT NULL,
    promised_format    text NOT NULL,
    promised_size      bigint NOT NULL,
    promised_sha256    text,
    created_at         timestamptz NOT NULL,
    deadline           timestamptz NOT NULL,

    -- how far it has come
    status             text NOT NULL,
    version            bigint NOT NULL,
    chapter            integer NOT NULL,
    since              timestamptz NOT NULL,
    due_at             timestamptz,

    -- while it is looked for and worked on; a lease ends when the row is due
    looks              integer,
    attempts           integer,
    lease_token        uuid,
    lease_worker       text,

    -- the pinned original
    object_key         text,
    object_size        bigint,
    object_etag        text,
    object_sha256      text,

    -- how it ended
    fault              text,
    incident_id        text,
    incident_summary   text,
    evidence           jsonb,
    verdict            jsonb,
    policy_version     text,
    normalized_key     text,
    thumbnail_key      text,
    overruled_by       text,
    overruled_because  text,

    -- what the owner's other photos are compared with; the same as in evidence
    content_sha256     text,
    fingerprint        bit(256),

    CONSTRAINT one_number_for_each_image UNIQUE (file_id),
    CONSTRAINT every_image_is_in_a_set FOREIGN KEY (owner, set_name) REFERENCES photo_set,
    CONSTRAINT lifecycle_statuses CHECK (status IN
        ('AWAITING_UPLOAD', 'VERIFYING', 'PROCESSING', 'ACCEPTED', 'REJECTED', 'UPLOAD_FAILED', 'ERROR')),
    CONSTRAINT finished_exactly_when_final CHECK
        ((due_at IS NULL) = (status IN ('ACCEPTED', 'REJECTED', 'UPLOAD_FAILED', 'ERROR'))),
    CONSTRAINT versions_and_chapters_begin_at_one CHECK (version >= 1 AND chapter >= 1),
    CONSTRAINT looks_are_counted_while_verifying CHECK
        ((looks IS NOT NULL) = (status = 'VERIFYING') AND looks >= 0),
    CONSTRAINT attempts_are_counted_while_working CHECK
        ((attempts IS NOT NULL) = (status IN ('VERIFYING', 'PROCESSING')) AND attempts >= 0),
    CONSTRAINT leased_only_while_processing CHECK
        ((lease_token IS NULL OR status = 'PROCESSING') AND (lease_token IS NULL) = (lease_worker IS NULL)),
    CONSTRAINT pinned_from_processing_on CHECK (CASE status
        WHEN 'PROCESSING' THEN object_key IS NOT NULL
        WHEN 'ACCEPTED' THEN object_key IS NOT NULL
        WHEN 'REJECTED' THEN object_key IS NOT NULL
        WHEN 'ERROR' THEN true -- if it had come that far
        ELSE object_key IS NULL AND object_sha256 IS NULL END),
    CONSTRAINT a_pin_is_whole CHECK (num_nulls(object_key, object_size, object_etag) IN (0, 3)),
    CONSTRAINT a_failed_upload_has_a_fault CHECK ((fault IS NOT NULL) = (status = 'UPLOAD_FAILED')),
    CONSTRAINT an_error_has_an_incident CHECK
        ((incident_id IS NOT NULL) = (status = 'ERROR') AND (incident_summary IS NOT NULL) = (status = 'ERROR')),
    CONSTRAINT judged_exactly_when_accepted_or_rejected CHECK
        (num_nulls(evidence, verdict, policy_version, content_sha256)
            = CASE WHEN status IN ('ACCEPTED', 'REJECTED') THEN 0 ELSE 4 END),
    CONSTRAINT rejected_only_for_reasons CHECK
        (status <> 'REJECTED' OR jsonb_array_length(verdict -> 'reasons') > 0),
    CONSTRAINT accepted_without_reasons_or_by_hand CHECK
        (status <> 'ACCEPTED' OR overruled_by IS NOT NULL OR jsonb_array_length(verdict -> 'reasons') = 0),
    CONSTRAINT only_the_accepted_are_overruled CHECK
        ((overruled_by IS NULL OR status = 'ACCEPTED') AND (overruled_by IS NULL) = (overruled_because IS NULL)),
    CONSTRAINT derivatives_are_made_of_the_judged CHECK
        ((normalized_key IS NULL OR status IN ('ACCEPTED', 'REJECTED'))
            AND (normalized_key IS NULL) = (thumbnail_key IS NULL)),
    CONSTRAINT only_the_judged_are_compared CHECK (fingerprint IS NULL OR status IN ('ACCEPTED', 'REJECTED'))
);

-- The reconciler and the sweeper read what is overdue; what is final costs them nothing.
CREATE INDEX image_due ON image (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX image_of_owner ON image (owner, file_id DESC);
CREATE INDEX image_gallery ON image (owner) WHERE status = 'ACCEPTED';

-- The log: one, for polling, streams and webhooks.
CREATE TABLE event (
    sequence    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id          uuid NOT NULL,
    -- Sequences are drawn before commit, so a row with a smaller number may become visible after one with a larger. A
    -- reader that remembers "up to sequence n" must only go as far as rows whose tx is below
    -- pg_snapshot_xmin(pg_current_snapshot()): everything older than that has ended, and nothing can still appear.
    tx          xid8 NOT NULL DEFAULT pg_current_xact_id(),
    type        text NOT NULL,
    owner       text NOT NULL,
    subject     text NOT NULL,
    image       uuid,
    time        timestamptz NOT NULL,
    trace_id    text NOT NULL,
    from_status text,
    to_status   text,
    chapter     integer,
    attempt     integer,
    why         text,
    CONSTRAINT every_event_has_its_own_id UNIQUE (id),
    CONSTRAINT a_move_is_told_whole CHECK
        (num_nulls(from_status, to_status, chapter, attempt, why) IN (0, 5) AND (to_status IS NULL OR image IS NOT NULL)),
    CONSTRAINT an_image_is_its_events_subject CHECK (image IS NULL OR subject = image::text),
    CONSTRAINT a_move_is_told_by_its_name CHECK (to_status IS NULL OR type = 'image.' || lower(to_status)),
    CONSTRAINT only_moves_of_the_lifecycle CHECK (from_status IS NULL OR (from_status, to_status) IN (
        ('AWAITING_UPLOAD', 'VERIFYING'),
        ('AWAITING_UPLOAD', 'UPLOAD_FAILED'),
        ('VERIFYING', 'PROCESSING'),
        ('VERIFYING', 'UPLOAD_FAILED'),
        ('VERIFYING', 'ERROR'),
        ('PROCESSING', 'ACCEPTED'),
        ('PROCESSING', 'REJECTED'),
        ('PROCESSING', 'ERROR'),
        ('REJECTED', 'ACCEPTED'),
        ('ERROR', 'VERIFYING'),
        ('ERROR', 'PROCESSING')))
);

-- Invariant 1: whatever is repeated, raced or retried, a chapter of an image's life ends once.
CREATE UNIQUE INDEX one_final_event_per_chapter ON event (image, chapter)
    WHERE to_status IN ('ACCEPTED', 'REJECTED', 'UPLOAD_FAILED', 'ERROR');
CREATE INDEX event_of_image ON event (image, sequence) WHERE image IS NOT NULL;
CREATE INDEX event_of_owner ON event (owner, sequence);

-- The doorbell. Rows come and go all the time, so the table is swept early and leaves room for updates in place.
CREATE TABLE job (
    id         text PRIMARY KEY,
    kind       text NOT NULL,
    image      uuid NOT NULL,
    due_at     timestamptz NOT NULL,
    visible_at timestamptz NOT NULL, -- when it is given out, or given out again
    receipt    uuid                  -- of the delivery that has it
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
CREATE INDEX job_to_claim ON job (kind, visible_at);

-- Images whose objects must go, once no signed URL for them can be valid any more.
CREATE TABLE discard (
    image  uuid PRIMARY KEY,
    due_at timestamptz NOT NULL
);
CREATE INDEX discard_due ON discard (due_at);

-- Replies to requests that carry an Idempotency-Key.
CREATE TABLE reply (
    scope        text NOT NULL,
    key          text NOT NULL,
    fingerprint  text NOT NULL,
    hold         uuid NOT NULL,
    hold_ends    timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    status       integer,
    content_type text,
    headers      jsonb,
    body         text,
    CONSTRAINT one_reply_for_each_key PRIMARY KEY (scope, key),
    CONSTRAINT a_reply_is_whole CHECK (num_nulls(status, content_type, headers, body) IN (0, 4))
);
CREATE INDEX reply_expiry ON reply (expires_at);

-- Keys that all processes of one installation share.
CREATE TABLE secret (
    name text PRIMARY KEY,
    key  bytea NOT NULL,
    CONSTRAINT a_key_is_32_bytes CHECK (octet_length(key) = 32)
);
