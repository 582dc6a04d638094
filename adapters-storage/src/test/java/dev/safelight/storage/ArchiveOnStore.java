package dev.safelight.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.safelight.application.Outage;
import dev.safelight.application.download.EntryNames;
import dev.safelight.application.download.PhotoArchive;
import dev.safelight.application.download.PhotoArchive.Entry;
import dev.safelight.application.download.Unpacked;
import dev.safelight.application.store.ObjectStore;
import dev.safelight.domain.download.DownloadKeys;
import dev.safelight.domain.image.Filename;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.ObjectKeys;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.StoredObject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Photos in a store become an archive in the same store, by the whole chain that a download goes. */
@Timeout(120)
abstract class ArchiveOnStore {

    private static final int PHOTOS = 200;
    private static final int SIZE = 100_000;

    private final Random random = new Random(11);
    private final String key = DownloadKeys.archive(new UUID(random.nextLong(), 1), new UUID(random.nextLong(), 2));

    protected abstract ObjectStore store();

    /** How many writes have left something and no object. */
    protected abstract int unfinished() throws IOException;

    /** Keeps what it hears and does more after so many bytes. */
    private static final class Heard implements PhotoArchive.Listener {

        private final List<String> lines = new ArrayList<>();
        private final long turningPoint;
        private final Runnable more;
        private long moved;

        Heard(long turningPoint, Runnable more) {
            this.turningPoint = turningPoint;
            this.more = more;
        }

        @Override
        public void included(int index, long bytes, Sha256 sha256) {
            lines.add(index + " " + bytes + " " + sha256);
        }

        @Override
        public void gone(int index) {
            lines.add(index + " gone");
        }

        @Override
        public void moved(long bytes) {
            boolean before = moved < turningPoint;
            moved += bytes;
            if (before && moved >= turningPoint) {
                more.run();
            }
        }
    }

    private List<Entry> photos(int count, int size) {
        EntryNames names = new EntryNames();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] photo = new byte[size + i];
            random.nextBytes(photo);
            Instant now = Instant.now();
            String original = ObjectKeys.original(ImageId.at(now, random));
            StoredObject object = store().write(original, "image/jpeg", photo);
            entries.add(new Entry(names.of(new Filename("me.heic"), "jpg"), now, object));
        }
        return entries;
    }

    private PhotoArchive archive(List<Entry> entries, Heard heard) {
        return new PhotoArchive(
                store(), entries, () -> String.join("\n", heard.lines).getBytes(UTF_8), Instant.now(), heard);
    }

    @Test
    void two_hundred_photos_arrive_as_they_were_and_the_missing_ones_are_told(@TempDir Path folder) throws Exception {
        List<Entry> entries = photos(PHOTOS, SIZE);
        store().delete(List.of(
                entries.get(7).object().key(), entries.get(150).object().key()));
        Heard heard = new Heard(0, () -> {});
        StoredObject written = store().write(key, "application/zip", archive(entries, heard));

        Path file = folder.resolve("archive.zip");
        try (InputStream bytes = store().read(written, 0, written.size())) {
            Files.copy(bytes, file);
        }
        assertThat(written.sha256()).contains(Sha256.of(Files.readAllBytes(file)));
        Map<String, byte[]> files = Unpacked.by(file);
        assertThat(files).hasSize(PHOTOS - 2 + 1).containsKeys("me.jpg", "me (200).jpg", "manifest.json");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < PHOTOS; i++) {
            byte[] photo = files.get(entries.get(i).name());
            expected.add(photo == null ? i + " gone" : i + " " + photo.length + " " + Sha256.of(photo));
            if (photo != null) {
                assertThat(entries.get(i).object().sha256()).isEqualTo(Optional.of(Sha256.of(photo)));
            }
        }
        assertThat(heard.lines).isEqualTo(expected).contains("7 gone", "150 gone");
        assertThat(files.get("manifest.json")).asString(UTF_8).isEqualTo(String.join("\n", expected));
        assertThat(unfinished()).isZero();
        assertThat(Unpacked.byUnzip("-tqq", file)).isEmpty();
    }

    @Test
    void an_interrupt_half_way_leaves_neither_object_nor_parts() throws Exception {
        List<Entry> entries = photos(30, 1_000_000);
        CountDownLatch halfWay = new CountDownLatch(1);
        Heard heard = new Heard(18_000_000, halfWay::countDown);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        PhotoArchive archive = archive(entries, heard);
        Thread writing = Thread.startVirtualThread(
                () -> thrown.set(catchThrowable(() -> store().write(key, "application/zip", new Slowly(archive)))));
        halfWay.await();
        writing.interrupt();
        writing.join();
        archive.close();
        // Whoever it meets says so in his own words: the source that is read, or the store that writes.
        assertThat(thrown.get()).isInstanceOfAny(IOException.class, Outage.class);
        assertThat(store().look(key)).isEmpty();
        assertThat(unfinished()).isZero();
    }

    /** Waits at half-way for the interrupt, which would else sometimes come too late. */
    private static final class Slowly extends FilterInputStream {

        private long left = 19_000_000;

        Slowly(InputStream bytes) {
            super(bytes);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int got = super.read(into, offset, length);
            left -= got;
            while (left < 0 && !Thread.currentThread().isInterrupted()) {
                LockSupport.park(this);
            }
            return got;
        }
    }

    @Test
    void a_listener_that_gives_up_half_way_leaves_neither_object_nor_parts() throws Exception {
        class Cancelled extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }
        List<Entry> entries = photos(30, 1_000_000);
        Heard heard = new Heard(18_000_000, () -> {
            throw new Cancelled();
        });
        try (PhotoArchive archive = archive(entries, heard)) {
            assertThatThrownBy(() -> store().write(key, "application/zip", archive))
                    .isInstanceOf(Cancelled.class);
        }
        assertThat(store().look(key)).isEmpty();
        assertThat(unfinished()).isZero();
    }
}
