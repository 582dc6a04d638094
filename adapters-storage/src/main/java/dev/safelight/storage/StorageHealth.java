package dev.safelight.storage;

import dev.safelight.application.HealthCheck;
import dev.safelight.storage.folder.FolderObjectStore;
import dev.safelight.storage.s3.S3ObjectStore;

/** Asks the store in use whether it can be reached and used. */
public final class StorageHealth implements HealthCheck {

    private final Runnable probe;

    public StorageHealth(FolderObjectStore store) {
        this.probe = store::probe;
    }

    public StorageHealth(S3ObjectStore store) {
        this.probe = store::probe;
    }

    @Override
    public String name() {
        return "storage";
    }

    /** @throws dev.safelight.application.Outage when it cannot */
    @Override
    public void check() {
        probe.run();
    }
}
