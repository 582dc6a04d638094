package dev.safelight.application.download;

import dev.safelight.application.Outage;
import dev.safelight.application.download.Tally.Sums;
import dev.safelight.application.download.ZipStream.Item;
import dev.safelight.application.store.ObjectStore;
import dev.safelight.application.store.ObjectStore.Gone;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The archive of many photos as one stream, which {@link ObjectStore#write(String, String, InputStream)} takes: each
 * photo is fetched when its turn comes, one at a time, and {@code manifest.json} comes last, when it is known what is
 * there.
 *
 * <p>The CRC-32 of a photo stands before its bytes. So a photo of at most {@link #WHOLE} bytes is fetched whole before the
 * first of them is handed on; a larger one is fetched twice, to be summed up and to be handed on, and both must give the
 * same.
 *
 * <p><b>Memory</b>: one buffer of the largest photo's size, at most {@link #WHOLE}; the manifest; and some three hundred
 * bytes a photo for the directory at the end. However many gigabytes pass.
 *
 * <p><b>Failures</b>: a photo that is gone is told to the listener and left out. Everything else ends the archive, and
 * every later read ends so too: what the store, the connection to it, the manifest or the listener throws, and an
 * {@link Outage} that passes when other bytes, or fewer, come than the pin promises. For one thread.
 */
public final class PhotoArchive extends InputStream {

    /** Up to this length a photo is fetched once: 16 MiB. */
    public static final int WHOLE = 16 << 20;

    /** A hash wants its bytes while the processor still has them. */
    private static final int CHUNK = 128 << 10;

    /**
     * One photo.
     *
     * @param name as {@link EntryNames} gives it
     * @param object as it was pinned; its hash, if it has one, must be that of the bytes
     */
    public record Entry(String name, Instant modified, StoredObject object) {}

    /**
     * Hears what becomes of each photo, by its place in the list, on the thread that reads. What it throws ends the
     * archive: so it can be cancelled.
     */
    public interface Listener {
        /** All of its bytes are in what was read. */
        void included(int index, long bytes, Sha256 sha256);

        /** It is left out: something else, or nothing, is in its place. */
        void gone(int index);

        /** So many more bytes of photos are in what was read; those of names and directories do not count. */
        void moved(long bytes);
    }

    private final ObjectStore store;
    private final List<Entry> entries;
    private final Supplier<byte[]> manifest;
    private final Instant madeAt;
    private final Listener listener;
    private final ZipStream zip = new ZipStream(this::next);
    private byte[] buffer = new byte[0];
    private InputStream source = InputStream.nullInputStream();
    private int upcoming;
    private Optional<Sums> underWay = Optional.empty();
    private boolean listed;
    private Optional<Throwable> failure = Optional.empty();

    /**
     * @param manifest asked for once, after all photos: the bytes of {@code manifest.json}
     * @param madeAt the time of {@code manifest.json}
     */
    public PhotoArchive(
            ObjectStore store, List<Entry> entries, Supplier<byte[]> manifest, Instant madeAt, Listener listener) {
        this.store = store;
        this.entries = List.copyOf(entries);
        this.manifest = manifest;
        this.madeAt = madeAt;
        this.listener = listener;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (failure.isPresent()) {
            throw new IOException("the archive has failed before", failure.get());
        }
        try {
            return zip.read(into, offset, length);
        } catch (IOException | RuntimeException failed) {
            failure = Optional.of(failed);
            throw failed;
        }
    }

    private Optional<Item> next() throws IOException {
        tellWhatIsIncluded();
        while (upcoming < entries.size()) {
            Optional<Item> item = fetch(entries.get(upcoming));
            upcoming++;
            if (item.isPresent()) {
                return item;
            }
            listener.gone(upcoming - 1);
        }
        if (listed) {
            return Optional.empty();
        }
        listed = true;
        return Optional.of(manifest());
    }

    private void tellWhatIsIncluded() throws IOException {
        source.close();
        underWay.ifPresent(sums -> listener.included(upcoming - 1, sums.size(), sums.sha256()));
        underWay = Optional.empty();
    }

    private Item manifest() {
        byte[] bytes = manifest.get();
        Tally tally = new Tally();
        tally.add(bytes, 0, bytes.length);
        Sums sums = tally.sums();
        return new Item(EntryNames.MANIFEST, madeAt, sums.size(), sums.crc32(), new ByteArrayInputStream(bytes));
    }

    /** Empty when it is gone; then nothing of it has been handed on. */
    private Optional<Item> fetch(Entry entry) throws IOException {
        try {
            boolean whole = entry.object().size() <= WHOLE;
            Sums sums = whole ? fetchWhole(entry.object()) : sumUp(entry.object());
            source = whole
                    ? new HandedOn(new ByteArrayInputStream(buffer, 0, (int) sums.size()))
                    : new HandedOn(new SameAgain(open(entry.object()), entry.object(), sums));
            underWay = Optional.of(sums);
            return Optional.of(new Item(entry.name(), entry.modified(), sums.size(), sums.crc32(), source));
        } catch (Gone gone) {
            return Optional.empty();
        }
    }

    private InputStream open(StoredObject object) {
        return store.read(object, 0, object.size());
    }

    private Sums fetchWhole(StoredObject object) throws IOException {
        int size = (int) object.size();
        if (buffer.length < size) {
            buffer = new byte[size];
        }
        Tally tally = new Tally();
        try (InputStream bytes = open(object)) {
            int got = 0;
            while (got >= 0 && tally.size() < size) {
                int from = (int) tally.size();
                got = bytes.read(buffer, from, Math.min(CHUNK, size - from));
                tally.add(buffer, from, Math.max(0, got));
            }
        }
        return insist(object, tally.sums());
    }

    private Sums sumUp(StoredObject object) throws IOException {
        Tally tally = new Tally();
        byte[] chunk = new byte[CHUNK];
        try (InputStream bytes = open(object)) {
            int got = 0;
            while (got >= 0) {
                tally.add(chunk, 0, got);
                got = bytes.read(chunk);
            }
        }
        return insist(object, tally.sums());
    }

    private static Sums insist(StoredObject object, Sums sums) {
        boolean same = sums.size() == object.size()
                && object.sha256().orElse(sums.sha256()).equals(sums.sha256());
        if (!same) {
            throw otherBytes(object);
        }
        return sums;
    }

    private static Outage otherBytes(StoredObject object) {
        String what = "the bytes that came of " + object.key() + " are not those of the object that was pinned";
        return Outage.passing(what, new IOException("cut off or changed on the way"));
    }

    /** Gives up what is being fetched. May be called twice, and need not be called at the end. */
    @Override
    public void close() throws IOException {
        failure = failure.or(() -> Optional.of(new IOException("closed")));
        source.close();
    }

    /** Tells the listener what is read of a photo. */
    private final class HandedOn extends FilterInputStream {

        HandedOn(InputStream bytes) {
            super(bytes);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int got = super.read(into, offset, length);
            if (got > 0) {
                listener.moved(got);
            }
            return got;
        }
    }

    /** A photo that is fetched a second time: its header is handed on already, so that it must be what it was. */
    private static final class SameAgain extends FilterInputStream {

        private final StoredObject object;
        private final Sums expected;
        private final Tally tally = new Tally();

        SameAgain(InputStream bytes, StoredObject object, Sums expected) {
            super(bytes);
            this.object = object;
            this.expected = expected;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int got = super.read(into, offset, (int) Math.min(length, Math.max(1, expected.size() - tally.size())));
            if (got > 0) {
                tally.add(into, offset, got);
            }
            if (tally.size() > expected.size() || (got < 0 && !tally.sums().equals(expected))) {
                throw otherBytes(object);
            }
            return got;
        }
    }
}
