-- An operator looks for images of all owners. Made while others write; one that was begun and not finished is made anew.
DROP INDEX CONCURRENTLY IF EXISTS image_by_status;
CREATE INDEX CONCURRENTLY image_by_status ON image (status, file_id DESC);
DROP INDEX CONCURRENTLY IF EXISTS image_by_filename;
CREATE INDEX CONCURRENTLY image_by_filename ON image ((lower(filename) COLLATE "C"), file_id);
DROP INDEX CONCURRENTLY IF EXISTS download_by_status;
CREATE INDEX CONCURRENTLY download_by_status ON download (status, id DESC);
DROP INDEX CONCURRENTLY IF EXISTS delivery_of_event;
CREATE INDEX CONCURRENTLY delivery_of_event ON delivery (event);
