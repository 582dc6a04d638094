package dev.safelight.storage.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Outage;
import dev.safelight.application.store.ObjectStore;
import dev.safelight.application.store.ObjectStore.SignedUpload;
import dev.safelight.application.store.ObjectStoreContract;
import dev.safelight.application.store.SignedUrls;
import dev.safelight.domain.download.DownloadKeys;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.ObjectKeys;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.domain.image.Upload;
import dev.safelight.storage.StorageHealth;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderObjectStoreTest extends ObjectStoreContract {

    private static final byte[] SECRET = new byte[32];

    private final Path folder;
    private final SelfServedServer server;
    private FolderObjectStore files;

    FolderObjectStoreTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.server = new SelfServedServer(() -> files);
        this.files = reopened();
    }

    private FolderObjectStore reopened() {
        return new FolderObjectStore(folder, server.url(), SECRET, clock);
    }

    @Override
    protected ObjectStore fresh() {
        return files;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected ObjectStore unreachable() throws IOException {
        Path unmounted = folder.resolve("unmounted");
        FolderObjectStore store = new FolderObjectStore(unmounted, server.url(), SECRET, clock);
        Files.delete(unmounted.resolve("downloads"));
        Files.delete(unmounted.resolve("images"));
        Files.delete(unmounted.resolve(".incoming"));
        Files.delete(unmounted);
        return store;
    }

    @Override
    protected boolean put(SignedUpload upload, byte[] bytes) {
        return SignedUrls.put(upload, bytes);
    }

    @Override
    protected Optional<Fetched> get(URI url) {
        return SignedUrls.get(url);
    }

    @Test
    void a_restart_keeps_objects_and_urls() {
        byte[] photo = bytes(100);
        Upload upload = uploadOf(photo);
        SignedUpload signed = sign(upload);
        StoredObject written = files.write(anyKey(), "image/jpeg", photo);

        files = reopened();

        assertThat(files.look(written.key())).contains(written);
        assertThat(put(signed, photo)).isTrue();
    }

    @Test
    void the_file_begins_with_the_very_bytes_of_the_object() throws IOException {
        byte[] photo = bytes(100);
        files.write(anyKey(), "image/jpeg", photo);
        assertThat(Files.readAllBytes(onlyFile())).startsWith(photo).hasSize(photo.length + 40);
    }

    @Test
    void a_deleted_object_leaves_no_empty_folders() throws IOException {
        StoredObject written = files.write(anyKey(), "image/jpeg", bytes(10));
        files.delete(List.of(written.key()));
        assertThat(everythingIn(folder.resolve("images"))).isEmpty();
    }

    @Test
    void a_folder_that_is_taken_away_while_another_object_comes_harms_neither() throws Exception {
        ImageId id = freshId();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                String key = ObjectKeys.prefix(id) + "object-" + thread;
                all.add(threads.submit(() -> writeAndDelete(key, 50)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(everythingIn(folder.resolve("images"))).isEmpty();
    }

    private void writeAndDelete(String key, int times) {
        for (int i = 0; i < times; i++) {
            StoredObject written = files.write(key, "image/jpeg", bytes(10));
            assertThat(files.look(key)).contains(written);
            files.delete(List.of(key));
        }
    }

    @Test
    void a_damaged_file_is_our_outage_and_not_an_absence() throws IOException {
        StoredObject written = files.write(anyKey(), "image/jpeg", bytes(100));
        try (FileChannel file = FileChannel.open(onlyFile(), StandardOpenOption.WRITE)) {
            file.truncate(99);
        }
        assertThatThrownBy(() -> files.look(written.key()))
                .isInstanceOfSatisfying(
                        Outage.class, outage -> assertThat(outage.retryHelps()).isFalse());
    }

    @Test
    void what_a_killed_process_left_is_swept_and_what_is_under_way_is_not() throws IOException {
        IncomingFile.begin(folder.resolve(".incoming"), anyKey(), clock.instant());
        clock.advance(Duration.ofHours(1));
        IncomingFile.begin(folder.resolve(".incoming"), anyKey(), clock.instant());

        files.removeUnfinished(ObjectKeys.ROOT, clock.instant());
        assertThat(everythingIn(folder.resolve(".incoming"))).hasSize(1);

        files.removeUnfinished(ObjectKeys.ROOT, clock.instant().plusMillis(1));
        assertThat(everythingIn(folder.resolve(".incoming"))).isEmpty();
    }

    @Test
    void what_an_older_version_left_was_of_images_and_is_swept_with_theirs() throws IOException {
        Path old = folder.resolve(".incoming").resolve(clock.instant().toEpochMilli() + "-123456789.part");
        Files.createFile(old);
        files.removeUnfinished(DownloadKeys.ROOT, clock.instant().plusMillis(1));
        assertThat(old).exists();
        files.removeUnfinished(ObjectKeys.ROOT, clock.instant().plusMillis(1));
        assertThat(old).doesNotExist();
    }

    @Test
    void a_writer_whose_file_was_taken_away_hears_of_it_before_the_end() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                files.removeUnfinished(ObjectKeys.ROOT, clock.instant().plusMillis(1));
                return length;
            }
        };
        assertThatThrownBy(() -> files.write(anyKey(), "application/zip", endless))
                .isInstanceOfSatisfying(
                        Outage.class, outage -> assertThat(outage.retryHelps()).isTrue());
    }

    @Test
    void a_listing_pages_across_images_of_many_days() {
        List<String> written = new ArrayList<>();
        for (Duration step : List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofHours(5), Duration.ofDays(90))) {
            for (int i = 0; i < 3; i++) {
                clock.advance(step);
                written.add(files.write(anyKey(), "image/jpeg", bytes(10)).key());
            }
        }
        written.sort(null);

        List<String> seen = new ArrayList<>();
        for (String after = ""; seen.size() < written.size(); after = seen.getLast()) {
            files.list(ObjectKeys.ROOT, after, 2).forEach(listed -> seen.add(listed.key()));
        }
        assertThat(seen).isEqualTo(written);
        assertThat(files.list(ObjectKeys.ROOT, seen.getLast(), 2)).isEmpty();
    }

    @Test
    void what_others_put_into_the_folder_is_left_alone() throws IOException {
        Files.writeString(folder.resolve("images").resolve(".DS_Store"), "x");
        Files.createDirectories(folder.resolve("images/lost+found/a/b"));
        Files.writeString(folder.resolve("images/lost+found/a/b/c"), "x");
        StoredObject written = files.write(anyKey(), "image/jpeg", bytes(10));
        assertThat(files.list("", "", 10))
                .singleElement()
                .satisfies(listed -> assertThat(listed.key()).isEqualTo(written.key()));
    }

    @Test
    void its_health_is_that_it_can_be_written() throws Exception {
        new StorageHealth(files).check();
        assertThat(everythingIn(folder.resolve(".incoming"))).isEmpty();

        FolderObjectStore away = (FolderObjectStore) unreachable();
        assertThatThrownBy(() -> new StorageHealth(away).check()).isInstanceOf(Outage.class);
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("images"))) {
            return all.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    private static List<Path> everythingIn(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }
}
