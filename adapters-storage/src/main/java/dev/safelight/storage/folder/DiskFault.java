package dev.safelight.storage.folder;

import dev.safelight.application.Outage;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;

/** What a failure of the disk means to those who use the store. */
final class DiskFault {

    /** Something to do on the disk. */
    interface Action<T> {
        T run() throws IOException;
    }

    private DiskFault() {}

    /** Does something on the disk; every failure of it is an {@link Outage}. */
    static <T> T outageOf(String what, Action<T> action) {
        try {
            return action.run();
        } catch (IOException failed) {
            throw outage(what, failed);
        }
    }

    /**
     * A missing folder or a missing right stays until an operator mends it; a full or failing disk may pass, as the
     * sweeper makes room.
     */
    static Outage outage(String what, IOException failed) {
        boolean lasting = failed instanceof AccessDeniedException
                || failed instanceof NoSuchFileException
                || failed instanceof NotDirectoryException
                || failed.getCause() instanceof ReadOnlyFileSystemException;
        String message = "folder store: cannot " + what;
        return lasting ? Outage.lasting(message, failed) : Outage.passing(message, failed);
    }
}
