package dev.safelight.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.store.ObjectStore;
import dev.safelight.application.store.SignedUrls;
import dev.safelight.domain.image.ObjectKeys;
import dev.safelight.domain.image.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bucket in the path and in the host name, the region of R2, and clients that come another way than we do. */
class S3AddressesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String KEY = "images/01900000-0000-7000-8000-000000000000/original";

    private static S3ProxyServer server;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = S3ProxyServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void with_the_bucket_in_the_path_everything_works() throws IOException {
        S3Settings settings = server.newBucket();
        assertEverythingWorks(settings);
        assertThat(downloadUrl(settings).getPath()).startsWith("/" + settings.bucket() + "/images/");
    }

    @Test
    void with_the_bucket_in_the_host_name_everything_works(@TempDir Path folder) throws Exception {
        try (S3ProxyServer named = S3ProxyServer.startWithBucketsInItsName(folder)) {
            S3Settings made = named.newBucket();
            S3Settings settings = with(made, made.endpoint(), made.endpoint(), made.region(), false);
            assertEverythingWorks(settings);
            assertThat(downloadUrl(settings).getHost()).isEqualTo(settings.bucket() + ".localhost");
            assertThat(downloadUrl(settings).getPath()).startsWith("/images/");
        }
    }

    /** S3Proxy takes any region; that the signature names this one is what R2 asks for. */
    @Test
    void the_region_auto_is_signed_as_it_is() throws IOException {
        S3Settings made = server.newBucket();
        S3Settings settings = with(made, made.endpoint(), made.endpoint(), "auto", true);
        assertEverythingWorks(settings);
        assertThat(downloadUrl(settings).getQuery()).contains("/auto/s3/aws4_request");
    }

    @Test
    void clients_come_to_the_public_address_and_we_to_the_other() throws IOException {
        S3Settings made = server.newBucket();
        URI outside = URI.create("http://s3.localhost:" + made.endpoint().getPort());
        S3Settings settings = with(made, made.endpoint(), outside, made.region(), true);
        assertEverythingWorks(settings);
        assertThat(downloadUrl(settings).getHost()).isEqualTo("s3.localhost");
        assertThat(settings.asClientsSeeIt().endpoint()).isEqualTo(outside);
        try (S3ObjectStore asClients = open(settings.asClientsSeeIt())) {
            assertThat(asClients.capabilities().createOnly()).isTrue();
        }
    }

    private static void assertEverythingWorks(S3Settings settings) throws IOException {
        try (S3ObjectStore store = open(settings)) {
            store.probe();
            assertThat(store.capabilities().attestsSha256()).isTrue();
            byte[] bytes = new byte[ObjectStore.PART + 1];
            StoredObject written = store.write(KEY, "image/jpeg", new ByteArrayInputStream(bytes));
            assertThat(store.look(KEY).orElseThrow().etag()).isEqualTo(written.etag());
            assertThat(store.read(written, ObjectStore.PART, 9).readAllBytes()).hasSize(1);
            assertThat(SignedUrls.get(store.signDownload(KEY, "me.jpg", "image/jpeg", MINUTE)))
                    .isPresent();
            assertThat(store.list("images/", "", 10)).hasSize(1);
            store.removeUnfinished(ObjectKeys.ROOT, Instant.now());
            store.delete(List.of(KEY));
            assertThat(store.look(KEY)).isEmpty();
        }
    }

    private static URI downloadUrl(S3Settings settings) {
        try (S3ObjectStore store = open(settings)) {
            return store.signDownload(KEY, "me.jpg", "image/jpeg", MINUTE);
        }
    }

    private static S3ObjectStore open(S3Settings settings) {
        return new S3ObjectStore(settings, InstantSource.system(), new Random());
    }

    private static S3Settings with(
            S3Settings made, URI endpoint, URI publicEndpoint, String region, boolean pathStyle) {
        return new S3Settings(
                endpoint, publicEndpoint, region, made.bucket(), made.accessKey(), made.secretKey(), pathStyle);
    }
}
