package dev.safelight.bootstrap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The folder of everything that we keep on this machine, held by one process at a time. */
final class DataFolder implements AutoCloseable {

    /** Not in the locked file itself: closing any other handle on that would give up the lock. */
    private static final String RUNNING = "safelight.running";

    private final Path path;
    private final FileChannel lockFile;

    private DataFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /** Makes the folder if need be, for its owner only, and takes hold of it; a process that dies lets go. */
    static DataFolder hold(Path path) throws CannotStart {
        try {
            make(path);
            FileChannel channel = FileChannel.open(
                    path.resolve("safelight.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel).isEmpty()) {
                channel.close();
                throw new CannotStart("Safelight runs already on " + path + announced(path)
                        + ". Stop that one, or give this one a folder of its own with SAFELIGHT_DATA.");
            }
            Files.deleteIfExists(path.resolve(RUNNING));
            return new DataFolder(path, channel);
        } catch (IOException failure) {
            throw new CannotStart("the data folder " + path + " cannot be used: " + failure, failure);
        }
    }

    private static String announced(Path path) throws IOException {
        Path running = path.resolve(RUNNING);
        return Files.exists(running) ? " (" + Files.readString(running).strip() + ")" : "";
    }

    /** Tells whoever comes second about us. */
    void announce(URI url) {
        try {
            Files.writeString(
                    path.resolve(RUNNING),
                    url + ", process " + ProcessHandle.current().pid() + "\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void make(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return;
        }
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(path, ownerOnly);
        } else {
            Files.createDirectories(path);
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException heldByThisProcess) {
            return Optional.empty();
        }
    }

    Path path() {
        return path;
    }

    /** Lets go. */
    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
