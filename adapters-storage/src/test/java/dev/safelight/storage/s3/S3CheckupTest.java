package dev.safelight.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.doctor.Finding;
import dev.safelight.application.doctor.Findings;
import dev.safelight.application.doctor.Severity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way in which a bucket can be set up wrongly is found, and the finding says what to do. */
class S3CheckupTest {

    private static final List<String> ORIGINS = List.of("https://app.example.org");

    @TempDir
    private static Path folder;

    private static S3ProxyServer server;
    private static S3Settings sound;

    @BeforeAll
    static void start() throws Exception {
        server = S3ProxyServer.startWithCors(folder, "https://app.example.org");
        sound = server.newBucket();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_sound_store_has_nothing_above_advice_and_nothing_stays_there() throws Exception {
        List<Finding> found = find(sound);
        assertThat(Findings.above(Severity.ADVICE, found)).isEmpty();
        assertThat(found)
                .extracting(Finding::check)
                .contains(
                        "store.reachable",
                        "store.clock",
                        "store.region",
                        "store.bucket",
                        "store.upload",
                        "store.signature",
                        "store.expiry",
                        "store.length",
                        "store.type",
                        "store.private",
                        "store.encryption",
                        "store.create-only",
                        "store.checksum",
                        "store.pinned-reads",
                        "store.multipart",
                        "store.cors",
                        "store.lifecycle",
                        "store.versioning");
        try (S3ObjectStore store = new S3ObjectStore(sound, InstantSource.system(), new Random())) {
            assertThat(store.list("", "", 10)).isEmpty();
        }
    }

    @Test
    void a_wrong_secret() {
        S3Settings wrong = with(sound, sound.endpoint(), sound.publicEndpoint(), sound.bucket(), "wrong");
        assertError(find(wrong), "store.bucket", "SAFELIGHT_S3_SECRET_KEY");
    }

    @Test
    void an_unknown_key_id() {
        S3Settings wrong = new S3Settings(
                sound.endpoint(), sound.endpoint(), sound.region(), sound.bucket(), "nobody", "secret", true);
        assertError(find(wrong), "store.bucket", "SAFELIGHT_S3_ACCESS_KEY");
    }

    @Test
    void a_missing_bucket() {
        S3Settings missing = with(sound, sound.endpoint(), sound.endpoint(), "not-there", sound.secretKey());
        assertError(find(missing), "store.bucket", "aws s3api create-bucket --bucket not-there --endpoint-url");
    }

    @Test
    void a_store_where_nobody_listens() throws IOException {
        URI nobody = nobody();
        S3Settings away = with(sound, nobody, nobody, sound.bucket(), sound.secretKey());
        List<Finding> found = find(away);
        assertError(found, "store.reachable", "SAFELIGHT_S3_ENDPOINT");
        assertThat(found).hasSize(1);
    }

    @Test
    void a_store_at_an_unknown_host() {
        URI unknown = URI.create("http://store.invalid");
        S3Settings away = with(sound, unknown, unknown, sound.bucket(), sound.secretKey());
        assertError(find(away), "store.reachable", "DNS");
    }

    @Test
    void a_public_address_that_does_not_answer() throws IOException {
        S3Settings hidden = with(sound, sound.endpoint(), nobody(), sound.bucket(), sound.secretKey());
        assertError(find(hidden), "store.upload", "SAFELIGHT_S3_PUBLIC_ENDPOINT");
    }

    @Test
    void a_public_address_that_leads_to_something_else() throws IOException {
        try (FixedAnswer other = new FixedAnswer(200, Map.of(), "hi")) {
            S3Settings wrong = with(sound, sound.endpoint(), other.endpoint(), sound.bucket(), sound.secretKey());
            assertError(find(wrong), "store.upload", "Take away");
        }
    }

    @Test
    void a_bucket_whose_cors_rules_leave_our_page_out() {
        Finding found = Findings.of("store.cors", find(sound, List.of("https://other.example.org")));
        assertThat(found.severity()).isEqualTo(Severity.ERROR);
        assertThat(found.fix())
                .contains(
                        "put-bucket-cors",
                        "https://other.example.org",
                        "PUT",
                        "if-none-match",
                        "x-amz-checksum-sha256");
    }

    @Test
    void a_store_that_checks_nothing() throws IOException {
        try (CarelessS3Server careless = new CarelessS3Server()) {
            List<Finding> found = find(careless.settings());
            assertError(found, "store.signature", "verify signatures");
            assertError(found, "store.expiry", "verify signatures");
            assertError(found, "store.private", "put-public-access-block");
            assertError(found, "store.cors", "put-bucket-cors");
            assertFound(Severity.WARNING, found, "store.length", "Content-Length");
            assertFound(Severity.WARNING, found, "store.type", "signed headers");
            assertFound(Severity.WARNING, found, "store.create-only", "SAFELIGHT_URL_VALID_FOR");
            assertFound(Severity.ADVICE, found, "store.checksum", "once more");
            assertFound(Severity.ADVICE, found, "store.pinned-reads", "ETag");
        }
    }

    @Test
    void a_store_without_parts() throws IOException {
        try (CarelessS3Server careless = new CarelessS3Server()) {
            careless.refuses.add(CarelessS3Server.Refuses.PARTS);
            assertFound(Severity.WARNING, find(careless.settings()), "store.multipart", "8 MiB");
        }
    }

    @Test
    void a_key_that_may_not_take_parts_back() throws IOException {
        try (CarelessS3Server careless = new CarelessS3Server()) {
            careless.refuses.add(CarelessS3Server.Refuses.ABORT);
            assertFound(Severity.WARNING, find(careless.settings()), "store.multipart", "s3:AbortMultipartUpload");
        }
    }

    @Test
    void clocks_that_differ() {
        Instant now = InstantSource.system().instant();
        assertFound(Severity.WARNING, find(sound, now.minus(Duration.ofMinutes(2))), "store.clock", "NTP");
        assertFound(Severity.ERROR, find(sound, now.plus(Duration.ofHours(3))), "store.clock", "NTP");
    }

    @Test
    void another_region_than_the_bucket_is_in() throws IOException {
        try (FixedAnswer elsewhere = new FixedAnswer(301, Map.of("x-amz-bucket-region", "eu-west-1"), "")) {
            S3Settings wrong =
                    with(sound, elsewhere.endpoint(), elsewhere.endpoint(), sound.bucket(), sound.secretKey());
            assertError(find(wrong), "store.region", "SAFELIGHT_S3_REGION=eu-west-1");
        }
    }

    @Test
    void a_key_without_rights() throws IOException {
        try (FixedAnswer strict = new FixedAnswer(403, Map.of(), "<Error><Code>AccessDenied</Code></Error>")) {
            S3Settings weak = with(sound, strict.endpoint(), strict.endpoint(), sound.bucket(), sound.secretKey());
            assertError(find(weak), "store.bucket", "s3:ListBucket");
        }
    }

    @Test
    void a_public_address_without_tls() {
        assertFound(
                Severity.WARNING,
                find(with(
                        sound,
                        sound.endpoint(),
                        URI.create("http://photos.invalid"),
                        sound.bucket(),
                        sound.secretKey())),
                "store.encryption",
                "SAFELIGHT_S3_PUBLIC_ENDPOINT=https://");
    }

    @Test
    void no_secret_is_told() {
        assertThat(find(sound).toString()).doesNotContain(sound.secretKey());
        S3Settings wrong = with(sound, sound.endpoint(), sound.endpoint(), sound.bucket(), "another-very-secret-thing");
        assertThat(find(wrong).toString()).doesNotContain("another-very-secret-thing");
    }

    private static List<Finding> find(S3Settings settings) {
        return find(settings, ORIGINS);
    }

    private static List<Finding> find(S3Settings settings, List<String> origins) {
        return Findings.of(new S3Checkup(settings, origins, InstantSource.system(), new Random()));
    }

    private static List<Finding> find(S3Settings settings, Instant now) {
        return Findings.of(new S3Checkup(settings, ORIGINS, InstantSource.fixed(now), new Random()));
    }

    private static void assertError(List<Finding> found, String check, String fix) {
        assertFound(Severity.ERROR, found, check, fix);
    }

    private static void assertFound(Severity severity, List<Finding> found, String check, String fix) {
        Finding finding = Findings.of(check, found);
        assertThat(finding.severity()).as(finding.toString()).isEqualTo(severity);
        assertThat(finding.fix()).contains(fix);
    }

    private static S3Settings with(
            S3Settings settings, URI endpoint, URI publicEndpoint, String bucket, String secret) {
        return new S3Settings(endpoint, publicEndpoint, settings.region(), bucket, settings.accessKey(), secret, true);
    }

    private static URI nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }
}
