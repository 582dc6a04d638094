package dev.safelight.bootstrap;

import java.io.IOException;
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

    private final Path path;
    private final FileChannel lockFile;

    private DataFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Makes the folder if need be, for its owner only, and takes hold of it; a process that dies lets go.
     *
     * @param url of ours, for whoever comes second
     */
    static DataFolder hold(Path path, URI url) throws CannotStart {
        try {
            make(path);
            Path lock = path.resolve("safelight.lock");
            FileChannel channel = FileChannel.open(
                    lock, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (tryLock(channel).isEmpty()) {
                channel.close();
                throw new CannotStart("Safelight runs already on " + path + ": "
                        + Files.readString(lock).strip()
                        + ". Stop that one, or give this one a folder of its own with SAFELIGHT_DATA.");
            }
            channel.truncate(0);
            Files.writeString(lock, url + ", process " + ProcessHandle.current().pid() + "\n");
            return new DataFolder(path, channel);
        } catch (IOException failure) {
            throw new CannotStart("the data folder " + path + " cannot be used: " + failure, failure);
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
