package dev.safelight.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Outage;
import dev.safelight.application.store.ObjectStore;
import dev.safelight.application.store.ObjectStore.SignedUpload;
import dev.safelight.application.store.ObjectStoreContract;
import dev.safelight.application.store.SignedUrls;
import dev.safelight.domain.image.ObjectKeys;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.domain.image.Upload;
import dev.safelight.storage.StorageHealth;
import io.minio.CreateMultipartUploadArgs;
import io.minio.HeadObjectArgs;
import io.minio.ListMultipartUploadsArgs;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ObjectStoreTest extends ObjectStoreContract {

    private static S3ProxyServer server;

    private final List<S3ObjectStore> opened = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = S3ProxyServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void closeStores() {
        opened.forEach(S3ObjectStore::close);
    }

    @Override
    protected ObjectStore fresh() {
        return open(server.newBucket());
    }

    private S3ObjectStore open(S3Settings settings) {
        S3ObjectStore store = new S3ObjectStore(settings, clock, new Random());
        opened.add(store);
        return store;
    }

    @Override
    protected ObjectStore unreachable() throws IOException {
        return open(nobodyThere());
    }

    /** The address of a port at which, until a moment ago, somebody listened. */
    private static S3Settings nobodyThere() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            URI endpoint = URI.create("http://127.0.0.1:" + socket.getLocalPort());
            return new S3Settings(
                    endpoint, endpoint, S3ProxyServer.REGION, "photos", "access", "secret-of-nobody", true);
        }
    }

    @Override
    protected boolean put(SignedUpload upload, byte[] bytes) {
        return SignedUrls.put(upload, bytes);
    }

    @Override
    protected Optional<Fetched> get(URI url) {
        return SignedUrls.get(url);
    }

    /** S3 attests the hash that came with an upload, and computes none by itself. */
    @Override
    protected boolean attestsSha256OfEveryUpload() {
        return false;
    }

    /** Without {@code delete}, which S3Proxy says it has done; {@link S3FaultTest} has what S3 says. */
    @Test
    void a_missing_bucket_is_a_lasting_outage_and_is_not_made() {
        S3ObjectStore nowhere = open(server.settings("nobody-made-me"));
        StoredObject pin = new StoredObject(anyKey(), 10, "0".repeat(32), Optional.empty());
        assertLasting(() -> nowhere.look(pin.key()));
        assertLasting(() -> nowhere.read(pin, 0, 10).close());
        assertLasting(() -> nowhere.read(pin, 0, 0).close());
        assertLasting(() -> nowhere.write(pin.key(), "image/jpeg", bytes(10)));
        assertLasting(() -> nowhere.list(ObjectKeys.ROOT, "", 10));
        assertLasting(() -> nowhere.removeUnfinished(ObjectKeys.ROOT, clock.instant()));
        assertLasting(() -> new StorageHealth(nowhere).check());
    }

    @Test
    void another_secret_is_a_lasting_outage() {
        S3Settings good = server.newBucket();
        S3ObjectStore stranger = open(new S3Settings(
                good.endpoint(), good.endpoint(), good.region(), good.bucket(), good.accessKey(), "another", true));
        assertLasting(() -> stranger.look(anyKey()));
        assertLasting(() -> stranger.list("", "", 1));
        assertLasting(() -> new StorageHealth(stranger).check());
    }

    @Test
    void a_store_that_does_not_answer_is_a_passing_outage() throws IOException {
        S3ObjectStore away = open(nobodyThere());
        assertThatThrownBy(() -> away.look(anyKey()))
                .isInstanceOfSatisfying(
                        Outage.class, outage -> assertThat(outage.retryHelps()).isTrue());
        assertThatThrownBy(() -> new StorageHealth(away).check()).isInstanceOf(Outage.class);
    }

    @Test
    void its_health_is_that_the_bucket_lets_us_in() {
        StorageHealth health = new StorageHealth(open(server.newBucket()));
        assertThat(health.name()).isEqualTo("storage");
        assertThatCode(health::check).doesNotThrowAnyException();
    }

    @Test
    void clients_may_reach_the_store_at_another_address_than_we_do() {
        S3Settings inside = server.newBucket();
        URI outside = URI.create("http://localhost:" + inside.endpoint().getPort());
        S3ObjectStore store = open(new S3Settings(
                inside.endpoint(),
                outside,
                inside.region(),
                inside.bucket(),
                inside.accessKey(),
                inside.secretKey(),
                true));
        byte[] photo = bytes(100);
        Upload upload = uploadOf(photo);

        SignedUpload signed = store.signUpload(upload, FIVE_MINUTES);
        assertThat(signed.url().getHost()).isEqualTo("localhost");
        assertThat(put(signed, photo)).isTrue();
        assertThat(store.look(upload.objectKey())).isPresent();
        assertThat(get(store.signDownload(upload.objectKey(), "me.jpg", "image/jpeg", FIVE_MINUTES)))
                .isPresent();
    }

    @Test
    void the_headers_are_those_that_a_browser_can_set() {
        byte[] photo = bytes(100);
        assertThat(sign(hashedUploadOf(photo)).headers())
                .containsOnly(
                        Map.entry("Content-Type", "image/jpeg"),
                        Map.entry("If-None-Match", "*"),
                        Map.entry("x-amz-checksum-sha256", Sha256.of(photo).base64()));
        assertThat(sign(uploadOf(photo)).url().getRawQuery())
                .contains("X-Amz-SignedHeaders=content-length%3Bcontent-type%3Bhost%3Bif-none-match&");
    }

    @Test
    void uploads_in_parts_that_never_finished_are_ended_page_by_page() {
        S3Settings settings = server.newBucket();
        S3ObjectStore store = open(settings);
        for (int i = 0; i < 3; i++) {
            server.client()
                    .createMultipartUpload(CreateMultipartUploadArgs.builder()
                            .bucket(settings.bucket())
                            .object(anyKey())
                            .build())
                    .join();
        }
        store.removeUnfinished(ObjectKeys.ROOT, clock.instant().minus(FIVE_MINUTES));
        assertThat(unfinished(settings)).isEqualTo(3);

        store.removeUnfinished(ObjectKeys.ROOT, clock.instant().plus(FIVE_MINUTES));
        assertThat(unfinished(settings)).isZero();
    }

    @Test
    void a_large_write_that_breaks_off_leaves_no_parts() {
        S3Settings settings = server.newBucket();
        S3ObjectStore store = open(settings);
        InputStream endsBadly = new FilterInputStream(new ByteArrayInputStream(bytes(2 * ObjectStore.PART))) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int got = super.read(into, offset, length);
                if (got < 0) {
                    assertThat(unfinished(settings)).isEqualTo(1);
                    throw new IOException("the source went away");
                }
                return got;
            }
        };
        assertThatThrownBy(() -> store.write(anyKey(), "application/zip", endsBadly))
                .hasMessage("the source went away");
        assertThat(unfinished(settings)).isZero();
    }

    @Test
    void a_large_object_is_fetched_with_the_type_it_was_written_with() throws IOException {
        S3Settings settings = server.newBucket();
        String key = anyKey();
        open(settings).write(key, "application/zip", new ByteArrayInputStream(bytes(ObjectStore.PART)));
        assertThat(server.client()
                        .headObject(HeadObjectArgs.builder()
                                .bucket(settings.bucket())
                                .object(key)
                                .build())
                        .join()
                        .contentType())
                .isEqualTo("application/zip");
    }

    private static int unfinished(S3Settings settings) {
        return server.client()
                .listMultipartUploads(ListMultipartUploadsArgs.builder()
                        .bucket(settings.bucket())
                        .build())
                .join()
                .result()
                .uploads()
                .size();
    }

    private static void assertLasting(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Outage.class, outage -> assertThat(outage.retryHelps()).isFalse());
    }
}
