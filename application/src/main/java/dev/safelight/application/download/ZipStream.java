package dev.safelight.application.download;

import dev.safelight.application.download.ZipFormat.Filed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A ZIP file that is made while it is read, for those who take a stream and do not give one. Files are stored as they are:
 * photos do not become smaller. Length and CRC-32 stand before the bytes, so that tools which read as it comes can do so
 * too; ZIP64 is used where a file, an offset or the number of files asks for it, and nowhere else.
 *
 * <p>Keeps the name and five numbers of each file for the directory at the end, some hundred bytes, and nothing of the
 * files. For one thread; {@link #close} closes nothing, because the bytes are their owner's.
 */
final class ZipStream extends InputStream {

    /**
     * One file.
     *
     * @param name with any {@code /} in it a folder; no longer than 65,535 bytes in UTF-8
     * @param bytes exactly {@code size} of them, with this CRC-32
     */
    record Item(String name, Instant modified, long size, int crc32, InputStream bytes) {}

    /** Tells what comes next, when that of before has been read to its end. */
    @FunctionalInterface
    interface Contents {
        /** Empty after the last. */
        Optional<Item> next() throws IOException;
    }

    private enum Section {
        HEADER,
        FILE,
        DIRECTORY,
        END,
        NOTHING_MORE
    }

    private final Contents contents;
    private final List<Filed> filed = new ArrayList<>();
    private Section section = Section.FILE;
    private InputStream current = InputStream.nullInputStream();
    private InputStream bytesOfFile = current;
    private long position;
    private long endOfFile;
    private int listed;
    private long directory;

    ZipStream(Contents contents) {
        this.contents = contents;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** What the present section has to give; only sometimes all that was asked for. */
    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        while (section != Section.NOTHING_MORE) {
            int got = current.read(into, offset, length);
            if (got > 0) {
                position += got;
                return got;
            }
            advance();
        }
        return -1;
    }

    private void advance() throws IOException {
        switch (section) {
            case HEADER -> goOnWith(Section.FILE, bytesOfFile);
            case FILE -> endFile();
            case DIRECTORY -> list();
            case END, NOTHING_MORE -> goOnWith(Section.NOTHING_MORE, InputStream.nullInputStream());
        }
    }

    private void endFile() throws IOException {
        if (position != endOfFile) {
            throw new IllegalStateException("a file of the archive ends at " + position + " and not at " + endOfFile);
        }
        Optional<Item> next = contents.next();
        if (next.isPresent()) {
            begin(next.get());
        } else {
            directory = position;
            list();
        }
    }

    private void begin(Item item) {
        Filed file = Filed.of(item.name(), item.modified(), item.size(), item.crc32(), position);
        byte[] header = ZipFormat.localHeader(file);
        filed.add(file);
        endOfFile = position + header.length + item.size();
        bytesOfFile = item.bytes();
        goOnWith(Section.HEADER, header);
    }

    /** One file of the directory after the other, none of them made before it is asked for. */
    private void list() {
        if (listed < filed.size()) {
            goOnWith(Section.DIRECTORY, ZipFormat.centralHeader(filed.get(listed)));
            listed++;
        } else {
            goOnWith(Section.END, ZipFormat.end(filed.size(), directory, position - directory));
        }
    }

    private void goOnWith(Section next, byte[] bytes) {
        goOnWith(next, new ByteArrayInputStream(bytes));
    }

    private void goOnWith(Section next, InputStream bytes) {
        section = next;
        current = bytes;
    }
}
