-- An operator looks for images of all owners. Who has millions builds these four before the upgrade, CONCURRENTLY and
-- under these names (docs/operations.md), and they are found here.

-- beside the previous version: with millions of rows it is there already, built beside the writers
CREATE INDEX IF NOT EXISTS image_by_status ON image (status, file_id DESC);

-- beside the previous version: with millions of rows it is there already, built beside the writers
CREATE INDEX IF NOT EXISTS image_by_filename ON image ((lower(filename) COLLATE "C"), file_id);

-- beside the previous version: with millions of rows it is there already, built beside the writers
CREATE INDEX IF NOT EXISTS download_by_status ON download (status, id DESC);

-- beside the previous version: with millions of rows it is there already, built beside the writers
CREATE INDEX IF NOT EXISTS delivery_of_event ON delivery (event);
