package dev.safelight.storage.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.download.PhotoArchive.Entry;
import dev.safelight.application.store.ObjectStore;
import dev.safelight.domain.download.DownloadKeys;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.storage.s3.S3ObjectStore;
import dev.safelight.storage.s3.S3ProxyServer;
import io.minio.MakeBucketArgs;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the benchmark's own half works; figures come from {@code bench/archive/run}. */
class ArchiveBenchTest {

    private static final String BUCKET = "photos";
    private static final String KEY = DownloadKeys.archive(new UUID(1, 1), new UUID(2, 2));
    private static final int PHOTOS = 12;
    private static final int SIZE = 1_000_000;

    @TempDir
    private Path folder;

    @Test
    void our_side_archives_and_copies_on_a_store_that_costs_nothing() throws Exception {
        try (IdleS3Server server = new IdleS3Server(folder);
                S3ObjectStore store = bucket(server.endpoint())) {
            assertAllOf(store, StoredObject::key);
        }
    }

    @Test
    void our_side_archives_and_copies_on_s3() throws Exception {
        try (S3ProxyServer server = S3ProxyServer.start(folder)) {
            server.client()
                    .makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build())
                    .join();
            try (S3ObjectStore store = bucket(server.endpoint())) {
                assertAllOf(store, StoredObject::key);
            }
        }
    }

    @Test
    void our_side_archives_in_a_folder_and_theirs_finds_the_photos_there() throws Exception {
        ObjectStore store = SafelightSide.folder(folder.resolve("objects"));
        assertAllOf(
                store,
                photo -> BenchPhotos.fileOf(folder.resolve("objects"), photo).toString());
        for (String line : Files.readAllLines(folder.resolve("list"))) {
            assertThat(Path.of(line.split("\t", 2)[0])).exists();
        }
    }

    private static S3ObjectStore bucket(URI endpoint) {
        return SafelightSide.bucket(endpoint.toString(), BUCKET);
    }

    private void assertAllOf(ObjectStore store, Function<StoredObject, String> where) throws Exception {
        Path list = folder.resolve("list");
        BenchPhotos.list(BenchPhotos.put(store, PHOTOS, SIZE), where, list);
        List<Entry> photos = BenchPhotos.listed(list);
        SafelightSide side = new SafelightSide(store, photos);
        assertThat(side.copy(PHOTOS, KEY)).isEqualTo((long) PHOTOS * SIZE);
        assertThat(side.archive(PHOTOS, KEY)).isGreaterThan((long) PHOTOS * SIZE);
        assertThat(store.look(KEY)).isPresent();
    }
}
