package dev.safelight.application.download;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Outage;
import dev.safelight.application.download.PhotoArchive.Entry;
import dev.safelight.application.store.MemoryObjectStore;
import dev.safelight.application.store.ObjectStore;
import dev.safelight.application.testing.Availability;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoArchiveTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final int LARGE = PhotoArchive.WHOLE + 12_345;

    /** What an archive told, in the order told. */
    private static final class Heard implements PhotoArchive.Listener {

        private final List<String> lines = new ArrayList<>();
        private long moved;

        @Override
        public void included(int index, long bytes, Sha256 sha256) {
            lines.add("included " + index + " " + bytes + " " + sha256);
        }

        @Override
        public void gone(int index) {
            lines.add("gone " + index);
        }

        @Override
        public void moved(long bytes) {
            moved += bytes;
        }
    }

    /** A store whose streams a test bends, and that counts those that are open. */
    private static final class BentStore extends MemoryObjectStore {

        private final Map<String, List<UnaryOperator<InputStream>>> bends = new HashMap<>();
        private final List<String> opened = new ArrayList<>();
        private int open;
        private int mostOpen;

        BentStore() {
            super(new TestClock(NOON), new Availability("the store"));
        }

        /** The first read of an object is bent by the first of these, and so on. */
        void bend(StoredObject object, List<UnaryOperator<InputStream>> each) {
            bends.put(object.key(), new ArrayList<>(each));
        }

        void bend(StoredObject object, UnaryOperator<InputStream> first) {
            bend(object, List.of(first));
        }

        @Override
        public InputStream read(StoredObject pin, long offset, long length) {
            InputStream bytes = super.read(pin, offset, length);
            opened.add(pin.key());
            open++;
            mostOpen = Math.max(mostOpen, open);
            List<UnaryOperator<InputStream>> bend = bends.getOrDefault(pin.key(), List.of());
            return new FilterInputStream(
                    bend.isEmpty() ? bytes : bend.removeFirst().apply(bytes)) {
                private boolean closed;

                @Override
                public void close() throws IOException {
                    open -= closed ? 0 : 1;
                    closed = true;
                    super.close();
                }
            };
        }
    }

    @TempDir
    private Path folder;

    private final Random random = new Random(5);
    private final BentStore store = new BentStore();
    private final Heard heard = new Heard();
    private final List<byte[]> photos = new ArrayList<>();

    private List<Entry> photos(int... sizes) {
        List<Entry> entries = new ArrayList<>();
        for (int size : sizes) {
            byte[] photo = new byte[size];
            random.nextBytes(photo);
            photos.add(photo);
            String name = "photo-" + entries.size() + ".jpg";
            StoredObject object = store.write("images/" + name, "image/jpeg", photo);
            entries.add(new Entry(name, NOON, object));
        }
        return entries;
    }

    private PhotoArchive archive(List<Entry> entries) {
        return new PhotoArchive(
                store, entries, () -> String.join("\n", heard.lines).getBytes(UTF_8), NOON, heard);
    }

    private String included(int index) {
        byte[] photo = photos.get(index);
        return "included " + index + " " + photo.length + " " + Sha256.of(photo);
    }

    private Map<String, byte[]> unpacked(PhotoArchive archive) throws IOException {
        Path file = folder.resolve("archive.zip");
        try (archive) {
            Files.copy(archive, file);
        }
        return Unpacked.by(file);
    }

    @Test
    void all_photos_small_and_large_are_in_it_and_the_manifest_knows_them() throws IOException {
        List<Entry> entries = photos(100_000, 0, 1, LARGE, PhotoArchive.WHOLE, 250_000);
        Map<String, byte[]> files = unpacked(archive(entries));

        assertThat(files.keySet())
                .containsExactly(
                        "photo-0.jpg",
                        "photo-1.jpg",
                        "photo-2.jpg",
                        "photo-3.jpg",
                        "photo-4.jpg",
                        "photo-5.jpg",
                        "manifest.json");
        for (int i = 0; i < photos.size(); i++) {
            assertThat(files.get("photo-" + i + ".jpg")).isEqualTo(photos.get(i));
            assertThat(heard.lines.get(i)).isEqualTo(included(i));
        }
        assertThat(files.get("manifest.json")).asString(UTF_8).isEqualTo(String.join("\n", heard.lines));
        assertThat(heard.moved)
                .isEqualTo(photos.stream().mapToLong(photo -> photo.length).sum());
    }

    @Test
    void one_source_is_open_at_a_time_and_none_before_its_turn_or_in_the_end() throws IOException {
        List<Entry> entries = photos(1_000, LARGE, 2_000);
        PhotoArchive archive = archive(entries);
        assertThat(store.opened).isEmpty();
        archive.readNBytes(500);
        assertThat(store.opened).containsExactly("images/photo-0.jpg");
        archive.readAllBytes();
        assertThat(store.opened)
                .containsExactly(
                        "images/photo-0.jpg", "images/photo-1.jpg", "images/photo-1.jpg", "images/photo-2.jpg");
        assertThat(store.mostOpen).isOne();
        assertThat(store.open).isZero();
    }

    @Test
    void a_photo_that_is_gone_is_told_and_left_out_wherever_it_was() throws IOException {
        List<Entry> entries = photos(100, 200, LARGE, 300, 400);
        store.lose(entries.get(0).object().key());
        store.swap(entries.get(2).object().key(), new byte[LARGE]);
        store.lose(entries.get(4).object().key());

        Map<String, byte[]> files = unpacked(archive(entries));

        assertThat(files.keySet()).containsExactly("photo-1.jpg", "photo-3.jpg", "manifest.json");
        assertThat(heard.lines).containsExactly("gone 0", included(1), "gone 2", included(3), "gone 4");
    }

    @Test
    void a_large_photo_that_goes_between_its_two_readings_is_left_out() throws IOException {
        List<Entry> entries = photos(LARGE, 100);
        StoredObject large = entries.getFirst().object();
        store.bend(large, bytes -> new FilterInputStream(bytes) {
            @Override
            public void close() throws IOException {
                store.lose(large.key());
                super.close();
            }
        });
        assertThat(unpacked(archive(entries)).keySet()).containsExactly("photo-1.jpg", "manifest.json");
        assertThat(heard.lines).containsExactly("gone 0", included(1));
    }

    @Test
    void of_photos_that_are_all_gone_the_manifest_is_left() throws IOException {
        List<Entry> entries = photos(100);
        store.lose(entries.getFirst().object().key());
        assertThat(unpacked(archive(entries)).keySet()).containsExactly("manifest.json");
    }

    @Test
    void a_store_that_fails_in_the_middle_ends_it_for_good() throws IOException {
        PhotoArchive archive = archive(photos(1_000, 1_000, 1_000));
        archive.readNBytes(1_500);
        store.failNext(1);
        assertThatThrownBy(archive::readAllBytes)
                .isInstanceOfSatisfying(
                        Outage.class, outage -> assertThat(outage.retryHelps()).isTrue());
        assertThatThrownBy(archive::read).isInstanceOf(IOException.class).hasRootCauseMessage("told to fail");
        assertThat(heard.lines).containsExactly(included(0), included(1));
        archive.close();
        assertThat(store.open).isZero();
    }

    @Test
    void a_connection_that_breaks_is_heard_as_it_broke() throws IOException {
        for (int size : new int[] {100_000, LARGE}) {
            List<Entry> entries = photos(size);
            IOException broke = new IOException("connection reset");
            store.bend(entries.getFirst().object(), bytes -> breakingAfter(bytes, size / 2, broke));
            PhotoArchive archive = archive(entries);
            assertThatThrownBy(archive::readAllBytes).isSameAs(broke);
            assertThat(heard.lines).isEmpty();
            assertThat(store.open).isZero();
        }
    }

    @Test
    void a_large_photo_whose_second_reading_breaks_ends_it_and_can_be_closed() throws IOException {
        List<Entry> entries = photos(LARGE);
        IOException broke = new IOException("connection reset");
        store.bend(
                entries.getFirst().object(),
                List.of(UnaryOperator.identity(), bytes -> breakingAfter(bytes, 1_000_000, broke)));
        PhotoArchive archive = archive(entries);
        assertThatThrownBy(archive::readAllBytes).isSameAs(broke);
        archive.close();
        archive.close();
        assertThat(store.open).isZero();
    }

    @Test
    void fewer_or_other_bytes_than_the_pin_promises_end_it_in_an_outage_that_passes() {
        for (int size : new int[] {100_000, LARGE}) {
            for (UnaryOperator<InputStream> lie : lies(size)) {
                List<Entry> entries = photos(size);
                store.bend(entries.getFirst().object(), lie);
                assertLieIsFound(archive(entries));
            }
        }
        for (UnaryOperator<InputStream> lie : lies(LARGE)) {
            List<Entry> entries = photos(LARGE);
            store.bend(entries.getFirst().object(), List.of(UnaryOperator.identity(), lie));
            assertLieIsFound(archive(entries));
        }
    }

    /** Nothing at all, one byte too few, as many but others. */
    private static List<UnaryOperator<InputStream>> lies(int size) {
        return List.of(
                bytes -> InputStream.nullInputStream(),
                bytes -> new ByteArrayInputStream(new byte[size - 1]),
                bytes -> new ByteArrayInputStream(new byte[size]));
    }

    private void assertLieIsFound(PhotoArchive archive) {
        assertThatThrownBy(archive::readAllBytes)
                .isInstanceOfSatisfying(
                        Outage.class, outage -> assertThat(outage.retryHelps()).isTrue());
        assertThat(heard.lines).isEmpty();
    }

    @Test
    void a_pin_without_a_hash_is_held_to_its_length() throws IOException {
        Entry hashed = photos(100_000).getFirst();
        StoredObject object = hashed.object();
        StoredObject pin = new StoredObject(object.key(), object.size(), object.etag(), Optional.empty());
        Entry entry = new Entry("a.jpg", NOON, pin);
        assertThat(unpacked(archive(List.of(entry))).get("a.jpg")).isEqualTo(photos.getFirst());

        store.bend(pin, bytes -> new ByteArrayInputStream(new byte[99_999]));
        assertThatThrownBy(archive(List.of(entry))::readAllBytes).isInstanceOf(Outage.class);
    }

    @Test
    void a_listener_that_has_heard_enough_ends_it() throws IOException {
        class Cancelled extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }
        List<Entry> entries = photos(1_000, 1_000);
        PhotoArchive archive = new PhotoArchive(store, entries, () -> new byte[0], NOON, new PhotoArchive.Listener() {
            @Override
            public void included(int index, long bytes, Sha256 sha256) {
                throw new Cancelled();
            }

            @Override
            public void gone(int index) {}

            @Override
            public void moved(long bytes) {}
        });
        assertThatThrownBy(() -> store.write("downloads/x", "application/zip", archive))
                .isInstanceOf(Cancelled.class);
        assertThat(store.look("downloads/x")).isEmpty();
        assertThat(store.opened).hasSize(1);
    }

    @Test
    void a_manifest_that_cannot_be_made_ends_it() {
        PhotoArchive archive = new PhotoArchive(
                store,
                photos(10),
                () -> {
                    throw Outage.passing("no manifest", new IOException("database away"));
                },
                NOON,
                heard);
        assertThatThrownBy(archive::readAllBytes).isInstanceOf(Outage.class).hasMessage("no manifest");
    }

    @Test
    void after_it_is_closed_nothing_can_be_read() throws IOException {
        PhotoArchive archive = archive(photos(LARGE));
        archive.readNBytes(1_000);
        archive.close();
        assertThat(store.open).isZero();
        assertThatThrownBy(archive::read).isInstanceOf(IOException.class);
    }

    @Test
    void a_store_takes_it_as_it_comes() throws IOException {
        List<Entry> entries = photos(100_000, 200_000);
        ObjectStore target = store;
        StoredObject written = target.write("downloads/x", "application/zip", archive(entries));
        Path file = folder.resolve("written.zip");
        Files.copy(target.read(written, 0, written.size()), file);
        assertThat(Unpacked.by(file)).containsOnlyKeys("photo-0.jpg", "photo-1.jpg", "manifest.json");
    }

    private static InputStream breakingAfter(InputStream bytes, int left, IOException broke) {
        return new FilterInputStream(bytes) {
            private int toCome = left;

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                if (toCome == 0) {
                    throw broke;
                }
                int got = super.read(into, offset, Math.min(length, toCome));
                toCome -= got;
                return got;
            }
        };
    }
}
