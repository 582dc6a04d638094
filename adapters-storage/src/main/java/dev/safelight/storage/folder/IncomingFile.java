package dev.safelight.storage.folder;

import dev.safelight.application.Outage;
import dev.safelight.domain.image.ObjectKeys;
import dev.safelight.domain.image.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object on its way in: a temporary file that becomes the object in one step when it is whole and on the disk for
 * good, and that {@link #close} takes away in any case. Only a killed process leaves it behind, and its name tells when
 * it was begun and for which key. Whoever finds it may take it away: it then becomes nothing. Failures of the disk are
 * outages; an {@link IOException} is the client's.
 */
final class IncomingFile implements AutoCloseable {

    /** When, for which key, and a number. Versions before the second of them left the key out, when all were images. */
    private static final Pattern NAME = Pattern.compile("(\\d{1,18})-(?:(.+)-)?\\d+\\.part");

    /** Instead of a slash; no key of ours has one. */
    private static final char SLASH = '_';

    private static final int CHUNK = 64 * 1024;
    /** A writer looks whether it is still wanted once in so many bytes. */
    private static final int BREATH = 8 << 20;
    /** A racing delete may take an empty folder away just as we have made it; it will not do so many times. */
    private static final int ATTEMPTS = 10;

    private final Path folder;
    private final Path path;
    private final FileChannel channel;
    private final MessageDigest digest = Sha256.digest();
    private long size;
    private long lookedAt;

    private IncomingFile(Path folder, Path path, FileChannel channel) {
        this.folder = folder;
        this.path = path;
        this.channel = channel;
    }

    /** @param key of the object that it is to become, or what such keys begin with */
    static IncomingFile begin(Path folder, String key, Instant now) {
        return DiskFault.outageOf("begin a file", () -> {
            String name = now.toEpochMilli() + "-" + key.replace('/', SLASH) + "-";
            Path path = Files.createTempFile(folder, name, ".part");
            return new IncomingFile(folder, path, FileChannel.open(path, StandardOpenOption.WRITE));
        });
    }

    /** Whether a file in the folder of those on their way was begun before, for a key that begins so. */
    static boolean isOf(Path file, String prefix, Instant before) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return false;
        }
        String key = Optional.ofNullable(name.group(2)).orElse(ObjectKeys.ROOT).replace(SLASH, '/');
        return key.startsWith(prefix) && Long.parseLong(name.group(1)) < before.toEpochMilli();
    }

    /**
     * Takes the body to its end, or to one byte more than is allowed.
     *
     * @throws IOException when the body breaks off, or the thread is interrupted
     */
    void take(InputStream body, long allowed) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int got = read(body, chunk, allowed); got >= 0; got = read(body, chunk, allowed)) {
            hash(chunk, got);
            append(chunk, got);
        }
    }

    /** The next bytes, or -1 when there are no more or there are more than is allowed already. */
    int read(InputStream body, byte[] into, long allowed) throws IOException {
        int got = size > allowed ? -1 : body.read(into, 0, (int) Math.min(into.length, allowed + 1 - size));
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while an object was written");
        }
        return got;
    }

    /** All bytes have to be hashed in their order, each once. */
    void hash(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
    }

    void append(byte[] bytes, int length) {
        append(ByteBuffer.wrap(bytes, 0, length));
        size += length;
        insistOnBeingWanted();
    }

    /** Waits until what was written is on the disk. */
    void force() {
        DiskFault.outageOf("write a file to the disk", () -> {
            channel.force(false);
            return size;
        });
    }

    /** Gigabytes are not written to the end for nothing. */
    private void insistOnBeingWanted() {
        if (size - lookedAt >= BREATH) {
            lookedAt = size;
            unlessTakenAway("write a file", () -> Files.size(path));
        }
    }

    /** A name that is missing after somebody took our file away is no fault of the disk, and passes. */
    private <T> T unlessTakenAway(String what, DiskFault.Action<T> action) {
        return DiskFault.outageOf(what, () -> {
            try {
                return action.run();
            } catch (NoSuchFileException missing) {
                if (Files.notExists(path) && Files.isDirectory(folder)) {
                    throw Outage.passing("folder store: cannot " + what + ": it was taken away as unfinished", missing);
                }
                throw missing;
            }
        });
    }

    long size() {
        return size;
    }

    /** Completes the file and waits until it is on the disk for good. Nothing can be added afterwards. */
    Sha256 seal(Instant now) {
        Sha256 sha256 = Sha256.of(digest);
        append(SealedFile.seal(sha256));
        return unlessTakenAway("write a file to the disk", () -> {
            Files.setLastModifiedTime(path, FileTime.from(now));
            channel.force(true);
            return sha256;
        });
    }

    /** Makes it the object at {@code target}; false, and nothing happens, when there is one already. */
    boolean publish(Path target, Layout layout) {
        return unlessTakenAway("publish a file", () -> {
            try {
                inItsFolder(target, () -> Files.createLink(target, path));
            } catch (FileAlreadyExistsException somebodyWasFaster) {
                return false;
            } catch (UnsupportedOperationException noLinks) {
                throw new IOException("the file system of " + layout.root() + " has no hard links", noLinks);
            }
            forceFolders(target, layout);
            return true;
        });
    }

    /** Makes it the object at {@code target}, in the place of one that may be there. */
    void replace(Path target, Layout layout) {
        unlessTakenAway("replace a file", () -> {
            inItsFolder(target, () -> Files.move(path, target, StandardCopyOption.ATOMIC_MOVE));
            forceFolders(target, layout);
            return true;
        });
    }

    private void inItsFolder(Path target, DiskFault.Action<Path> action) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                makeFolder(target);
                action.run();
                return;
            } catch (NoSuchFileException folderTakenAway) {
                if (attempt == ATTEMPTS || Files.notExists(path)) {
                    throw folderTakenAway;
                }
            }
        }
    }

    private static void makeFolder(Path target) throws IOException {
        try {
            Files.createDirectories(target.getParent());
        } catch (FileAlreadyExistsException takenAwayAsItLooked) {
            // A folder that is there and then is not: this must not be mistaken for an object that is there.
            throw new NoSuchFileException(target.toString());
        }
    }

    /** A name is on the disk for good only when every folder above it is; those that did not change cost nothing. */
    private static void forceFolders(Path target, Layout layout) throws IOException {
        for (Path folder : layout.foldersAbove(target)) {
            forceFolder(folder);
        }
    }

    private static void forceFolder(Path folder) throws IOException {
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        } catch (NoSuchFileException deletedAgain) {
            // Somebody deleted the object just now: there is no name left to keep.
        } catch (AccessDeniedException onWindows) {
            // Windows opens no folders, and needs none to be forced: NTFS keeps a journal of names.
        }
    }

    private void append(ByteBuffer bytes) {
        DiskFault.outageOf("write a file", () -> {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return bytes;
        });
    }

    @Override
    public void close() {
        DiskFault.outageOf("remove a temporary file", () -> {
            channel.close();
            return Files.deleteIfExists(path);
        });
    }
}
