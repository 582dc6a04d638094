-- What is not final, by status: what is in work is counted without passing those that await their upload, and an owner's
-- images on their way without passing anybody else's.
CREATE INDEX image_on_its_way ON image (status, owner) WHERE due_at IS NOT NULL;

-- How fast work is finished: only the last minute of it is ever read.
CREATE INDEX event_work_finished ON event (time)
    WHERE from_status IN ('VERIFYING', 'PROCESSING') AND to_status IN ('ACCEPTED', 'REJECTED', 'UPLOAD_FAILED', 'ERROR');
