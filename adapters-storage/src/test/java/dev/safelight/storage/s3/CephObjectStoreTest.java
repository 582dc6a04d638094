package dev.safelight.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Outage;
import dev.safelight.application.store.ObjectStore;
import dev.safelight.application.store.ObjectStore.SignedUpload;
import dev.safelight.application.store.ObjectStoreContract;
import dev.safelight.application.store.SignedUrls;
import dev.safelight.domain.image.ObjectKeys;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.domain.image.Upload;
import io.minio.CreateMultipartUploadArgs;
import io.minio.ListMultipartUploadsArgs;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The contract on Ceph's RADOS Gateway, 16.2: an S3 server that has nothing in common with S3Proxy. */
@EnabledIfSystemProperty(
        named = "safelight.long",
        matches = "true",
        disabledReason = "it needs a Ceph cluster: ./test --long installs and starts one")
class CephObjectStoreTest extends ObjectStoreContract {

    private static CephServer server;

    private final List<S3ObjectStore> opened = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = CephServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void closeStores() {
        opened.forEach(S3ObjectStore::close);
    }

    private S3ObjectStore open(S3Settings settings) {
        S3ObjectStore store = new S3ObjectStore(settings, clock, new Random());
        opened.add(store);
        return store;
    }

    @Override
    protected ObjectStore fresh() {
        return open(server.newBucket());
    }

    /** The address of a port at which, until a moment ago, somebody listened. */
    @Override
    protected ObjectStore unreachable() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            URI endpoint = URI.create("http://127.0.0.1:" + socket.getLocalPort());
            return open(new S3Settings(
                    endpoint, endpoint, CephServer.REGION, "photos", "access", "secret-of-nobody", true));
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

    @Override
    protected boolean attestsSha256OfEveryUpload() {
        return false;
    }

    /** The gateway ignores {@code x-amz-checksum-sha256}. */
    @Override
    protected boolean attestsSha256OfHashedUploads() {
        return false;
    }

    /** The gateway ignores the hash and takes them; VerifyUpload reads the object and finds out. */
    @Override
    @Test
    protected void other_bytes_than_the_promised_hash_are_refused_and_leave_nothing() {
        Upload upload = hashedUploadOf(bytes(1_000));
        assertThat(put(sign(upload), bytes(1_000))).isTrue();
        assertThat(store().look(upload.objectKey()).orElseThrow().sha256()).isEmpty();
    }

    @Test
    void what_it_can_do_is_found_out() {
        S3ObjectStore store = open(server.newBucket());
        assertThat(store.capabilities())
                .isEqualTo(new S3Capabilities(false, false, true, true, true, PartChecksum.MD5));
        assertThat(store.list("", "", 10)).isEmpty();
    }

    @Test
    void the_bucket_may_be_in_the_host_name() throws IOException {
        S3Settings made = server.newBucket();
        S3ObjectStore store = open(new S3Settings(
                made.endpoint(),
                made.endpoint(),
                made.region(),
                made.bucket(),
                made.accessKey(),
                made.secretKey(),
                false));
        StoredObject written = store.write(anyKey(), "image/jpeg", bytes(10));
        assertThat(store.read(written, 0, 10).readAllBytes()).hasSize(10);
        URI url = store.signDownload(written.key(), "me.jpg", "image/jpeg", FIVE_MINUTES);
        assertThat(url.getHost()).startsWith(made.bucket() + ".");
        assertThat(get(url)).isPresent();
    }

    @Test
    void a_missing_bucket_is_a_lasting_outage() {
        S3ObjectStore nowhere = open(server.settings("nobody-made-me"));
        assertThatThrownBy(() -> nowhere.look(anyKey()))
                .isInstanceOfSatisfying(
                        Outage.class, outage -> assertThat(outage.retryHelps()).isFalse());
    }

    @Test
    void uploads_in_parts_that_never_finished_are_ended() {
        S3Settings settings = server.newBucket();
        for (int i = 0; i < 3; i++) {
            server.client()
                    .createMultipartUpload(CreateMultipartUploadArgs.builder()
                            .bucket(settings.bucket())
                            .object(ObjectKeys.original(freshId()))
                            .build())
                    .join();
        }
        S3ObjectStore store = open(settings);
        store.removeUnfinished(ObjectKeys.ROOT, clock.instant().minus(FIVE_MINUTES));
        assertThat(unfinished(settings)).isEqualTo(3);
        store.removeUnfinished(ObjectKeys.ROOT, clock.instant().plus(FIVE_MINUTES));
        assertThat(unfinished(settings)).isZero();
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
}
