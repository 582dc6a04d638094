package dev.safelight.storage.folder;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.safelight.application.Outage;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A stored object, open for reading. The file is the object's bytes and then a seal of 40 bytes: eight that say that it
 * is one, and the SHA-256 of the bytes before it.
 *
 * <p>The hash in the seal is the object's ETag. So a pin is on the content itself, is checked by reading 40 bytes of the
 * very file that is then read, survives a restart, a backup and a move to another disk, and cannot get lost on the way as
 * a second file or an extended attribute can. Programs that show photos ignore what comes after their end.
 */
final class SealedFile implements AutoCloseable {

    private static final byte[] MARK = "\nSLSEAL1".getBytes(US_ASCII);
    private static final int SEAL_LENGTH = MARK.length + 32;

    private final FileChannel channel;
    private final long size;
    private final Sha256 sha256;

    private SealedFile(FileChannel channel, long size, Sha256 sha256) {
        this.channel = channel;
        this.size = size;
        this.sha256 = sha256;
    }

    /** What is to be written after the object's bytes. */
    static ByteBuffer seal(Sha256 sha256) {
        return ByteBuffer.allocate(SEAL_LENGTH)
                .put(MARK)
                .put(HexFormat.of().parseHex(sha256.hex()))
                .flip();
    }

    /**
     * @throws java.nio.file.NoSuchFileException when there is none
     * @throws Outage when the file was damaged: no such file is ever made, not even by a crash
     */
    static SealedFile open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            long size = channel.size() - SEAL_LENGTH;
            return new SealedFile(channel, size, readSeal(channel, size, path));
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    private static Sha256 readSeal(FileChannel channel, long size, Path path) throws IOException {
        ByteBuffer seal = ByteBuffer.allocate(SEAL_LENGTH);
        while (size >= 0 && seal.hasRemaining() && channel.read(seal, size + seal.position()) > 0) {}
        byte[] bytes = seal.array();
        if (seal.hasRemaining() || !Arrays.equals(MARK, Arrays.copyOf(bytes, MARK.length))) {
            throw Outage.lasting("folder store: the file " + path + " is damaged", new IOException("no seal"));
        }
        return new Sha256(HexFormat.of().formatHex(bytes, MARK.length, SEAL_LENGTH));
    }

    long size() {
        return size;
    }

    String etag() {
        return sha256.hex();
    }

    StoredObject describe(String key) {
        return new StoredObject(key, size, etag(), Optional.of(sha256));
    }

    /** The bytes from {@code offset}, at most {@code length}. The stream takes over: closing it closes the file. */
    InputStream stream(long offset, long length) {
        long from = Math.min(offset, size);
        return new Window(channel, from, from + Math.min(length, size - from));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** A part of a file, read by position. */
    private static final class Window extends InputStream {

        private final FileChannel channel;
        private final long end;
        private long position;

        Window(FileChannel channel, long from, long end) {
            this.channel = channel;
            this.position = from;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int wanted = (int) Math.min(length, end - position);
            int got = wanted == 0 ? -1 : channel.read(ByteBuffer.wrap(into, offset, wanted), position);
            position += Math.max(got, 0);
            return got;
        }

        @Override
        public long skip(long n) {
            long skipped = Math.clamp(n, 0, end - position);
            position += skipped;
            return skipped;
        }

        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, end - position);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
