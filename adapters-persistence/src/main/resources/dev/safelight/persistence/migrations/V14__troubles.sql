-- What goes wrong on our side is found again: images and downloads that stopped, or that are tried again after a failure,
-- in the order of time; and what happened in a trace. Who has millions builds the indexes before the upgrade, CONCURRENTLY
-- and under these names (docs/operations.md), and they are found here.

-- What happened to a download without moving it, the last few, as of images: who took it, and why it had to be put off.
ALTER TABLE download ADD COLUMN notes jsonb NOT NULL DEFAULT '[]';

-- What goes well never lies in these two. A worker that is at its first attempt has not failed yet. By incident and not by
-- status, which other questions ask for in another order.
-- beside the previous version: with millions of rows it is there already, built beside the writers
CREATE INDEX IF NOT EXISTS image_in_trouble ON image (since)
    WHERE incident_id IS NOT NULL OR attempts > 1 OR (attempts = 1 AND lease_token IS NULL);

-- beside the previous version: with millions of rows it is there already, built beside the writers
CREATE INDEX IF NOT EXISTS download_in_trouble ON download (since)
    WHERE failure = 'ERROR' OR (status = 'PROCESSING' AND (attempts > 1 OR (attempts = 1 AND lease_token IS NULL)));

-- Only events in which a trace may begin, and those for which somebody looks: the others of an image or a download are in
-- the same traces.
-- beside the previous version: with millions of rows it is there already, built beside the writers
CREATE INDEX IF NOT EXISTS event_by_trace ON event (trace_id)
    WHERE from_status IN ('AWAITING_UPLOAD', 'ACCEPTED', 'REJECTED', 'ERROR') OR to_status = 'ERROR'
       OR type IN ('download.queued', 'download.failed');
