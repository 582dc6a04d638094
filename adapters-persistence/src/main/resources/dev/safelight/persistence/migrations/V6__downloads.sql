-- Downloads have a lifecycle of their own, like images: a row, a version, a lease, and a due time. The lists of statuses
-- and moves are held against DownloadStatus.next() by DownloadSchemaTest.
CREATE TABLE download (
    id             uuid PRIMARY KEY,

    -- what was asked for; never changes
    owner          text NOT NULL,
    wanted         text[] NOT NULL, -- numbers and ids, as the client named them
    picture        text NOT NULL,
    fingerprint    text NOT NULL,   -- the same for the same photos
    created_at     timestamptz NOT NULL,

    -- how far it has come
    status         text NOT NULL,
    version        bigint NOT NULL,
    since          timestamptz NOT NULL,
    due_at         timestamptz, -- work, the end of a lease, or that of the archive
    attempts       integer NOT NULL DEFAULT 0,
    lease_token    uuid,
    lease_worker   text,
    begun_at       timestamptz,
    items          jsonb NOT NULL DEFAULT '[]',
    done_files     integer NOT NULL DEFAULT 0,
    total_files    integer NOT NULL DEFAULT 0,
    done_bytes     bigint NOT NULL DEFAULT 0,
    total_bytes    bigint NOT NULL DEFAULT 0,

    -- how it ended
    archive_key    text,
    archive_size   bigint,
    archive_etag   text,
    archive_sha256 text,
    whole          boolean NOT NULL DEFAULT false, -- nothing was left out that might be there another time
    failure        text,
    incident_id    text,
    failure_detail text,
    swept          boolean NOT NULL DEFAULT false, -- its objects were removed

    CONSTRAINT lifecycle_statuses_of_downloads CHECK (status IN
        ('QUEUED', 'PROCESSING', 'COMPLETED', 'FAILED', 'CANCELLED', 'EXPIRED')),
    CONSTRAINT between_1_and_1000_photos_are_wanted CHECK (cardinality(wanted) BETWEEN 1 AND 1000),
    CONSTRAINT due_until_it_is_emptied CHECK ((due_at IS NULL) = (status IN ('FAILED', 'CANCELLED', 'EXPIRED'))),
    CONSTRAINT versions_of_downloads_begin_at_one CHECK (version >= 1),
    CONSTRAINT attempts_are_counted_from_the_first CHECK (attempts >= 0),
    CONSTRAINT a_download_is_leased_only_while_processing CHECK
        ((lease_token IS NULL OR status = 'PROCESSING') AND (lease_token IS NULL) = (lease_worker IS NULL)),
    CONSTRAINT nobody_comes_further_than_to_the_end CHECK
        (done_files BETWEEN 0 AND total_files AND done_bytes BETWEEN 0 AND total_bytes),
    CONSTRAINT an_archive_exactly_when_completed CHECK
        (num_nulls(archive_key, archive_size, archive_etag) = CASE status WHEN 'COMPLETED' THEN 0 ELSE 3 END),
    CONSTRAINT a_failed_download_says_why CHECK
        ((failure IS NOT NULL) = (status = 'FAILED') AND (failure_detail IS NOT NULL) = (status = 'FAILED')),
    CONSTRAINT only_the_completed_are_whole CHECK (NOT whole OR status = 'COMPLETED'),
    CONSTRAINT only_what_has_ended_is_swept CHECK (NOT swept OR status IN ('FAILED', 'CANCELLED', 'EXPIRED'))
);

-- Who asks again for what he is getting, or has got, is given that: of racing orders one is added.
CREATE UNIQUE INDEX one_download_of_the_same_photos ON download (owner, fingerprint)
    WHERE status IN ('QUEUED', 'PROCESSING') OR (status = 'COMPLETED' AND whole);
CREATE INDEX download_of_owner ON download (owner, id DESC);
CREATE INDEX download_due ON download (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX download_active ON download (owner) WHERE status IN ('QUEUED', 'PROCESSING');
CREATE INDEX download_with_archive ON download (owner) WHERE status = 'COMPLETED';
CREATE INDEX download_ended ON download (since) WHERE status IN ('FAILED', 'CANCELLED', 'EXPIRED');

-- Whatever is repeated, raced or retried, a download ends once, and its archive goes once.
CREATE UNIQUE INDEX one_end_of_each_download ON event (subject)
    WHERE type IN ('download.completed', 'download.failed', 'download.cancelled');
CREATE UNIQUE INDEX one_expiry_of_each_download ON event (subject) WHERE type = 'download.expired';

COMMENT ON COLUMN job.image IS 'the id of the image or download that wants work; named before there were downloads';
