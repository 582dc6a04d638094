package dev.safelight.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Outage;
import dev.safelight.application.store.ObjectStore;
import dev.safelight.application.store.ObjectStore.Gone;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.storage.s3.CarelessS3Server.Refuses;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stores are found to be able to do, and that what they say is believed only if it was found true. */
class S3ProbeTest {

    private static final String KEY = "images/x/original";

    private final CarelessS3Server careless;
    private final S3ObjectStore store;

    S3ProbeTest() throws IOException {
        careless = new CarelessS3Server();
        store = open(careless.settings());
    }

    private static S3ObjectStore open(S3Settings settings) {
        return new S3ObjectStore(settings, InstantSource.system(), new Random());
    }

    @AfterEach
    void stop() {
        store.close();
        careless.close();
    }

    @Test
    void a_store_that_can_do_everything_is_seen_to_and_nothing_stays_there(@TempDir Path folder) throws Exception {
        try (S3ProxyServer server = S3ProxyServer.start(folder);
                S3ObjectStore sound = open(server.newBucket())) {
            assertThat(sound.capabilities())
                    .isEqualTo(new S3Capabilities(true, true, true, true, true, PartChecksum.CRC32C));
            assertThat(sound.list("", "", 10)).isEmpty();
        }
    }

    @Test
    void a_store_that_checks_nothing_is_found_out() {
        assertThat(store.capabilities())
                .isEqualTo(new S3Capabilities(false, true, false, false, true, PartChecksum.MD5));
        assertThat(store.capabilities().attestsSha256()).isFalse();
    }

    @Test
    void a_store_is_tried_once_and_what_it_was_tried_with_is_deleted() {
        store.capabilities();
        int requests = careless.asked.size();
        store.capabilities();
        assertThat(careless.asked).hasSize(requests);
        assertThat(careless.asked.getLast()).startsWith("POST /photos?delete=");
    }

    @Test
    void a_hash_that_the_store_only_repeats_is_not_believed() throws Exception {
        Map<String, String> headers = new HashMap<>();
        headers.put(
                "x-amz-checksum-sha256",
                Sha256.of("what was promised".getBytes(UTF_8)).base64());
        put(headers, "what came".getBytes(UTF_8));
        assertThat(store.look(KEY).orElseThrow().sha256()).isEmpty();
    }

    private void put(Map<String, String> headers, byte[] bytes) throws S3Refusal {
        try (S3Clients clients = new S3Clients(careless.settings(), S3Timeouts.defaults())) {
            new S3SignedRequests(careless.settings(), clients.http(), InstantSource.system()).put(KEY, headers, bytes);
        }
    }

    @Test
    void a_pin_holds_even_where_the_store_ignores_it() throws Exception {
        put(Map.of(), "what was checked".getBytes(UTF_8));
        StoredObject pin = store.look(KEY).orElseThrow();
        assertThat(store.read(pin, 0, pin.size()).readAllBytes()).isEqualTo("what was checked".getBytes(UTF_8));
        careless.swap(KEY, "what was swapped".getBytes(UTF_8));
        assertThatThrownBy(() -> store.read(pin, 0, pin.size())).isInstanceOf(Gone.class);
    }

    @Test
    void parts_go_with_an_md5_where_all_others_are_refused() throws IOException {
        careless.refuses.add(Refuses.PART_CHECKSUMS);
        assertThat(store.capabilities().partChecksum()).isEqualTo(PartChecksum.MD5);
        careless.asked.clear();

        StoredObject written = store.write(KEY, "application/zip", archive());

        assertThat(written.etag()).isEqualTo("whole");
        assertThat(partsAsked()).hasSize(3).allMatch(line -> line.endsWith(" [Content-md5]"));
    }

    @Test
    void parts_go_with_the_cheapest_checksum_that_the_store_checks() throws IOException {
        careless.checks.add(PartChecksum.SHA256);
        careless.checks.add(PartChecksum.CRC32C);
        store.write(KEY, "application/zip", archive());
        assertThat(partsAsked()).hasSize(3).allMatch(line -> line.endsWith(" [X-amz-checksum-crc32c]"));
    }

    @Test
    void a_checksum_that_is_taken_and_not_checked_is_of_no_use() throws IOException {
        careless.checks.add(PartChecksum.SHA256);
        store.write(KEY, "application/zip", archive());
        assertThat(partsAsked()).hasSize(3).allMatch(line -> line.endsWith(" [X-amz-checksum-sha256]"));
    }

    @Test
    void a_store_without_parts_is_seen_and_takes_nothing_large() {
        careless.refuses.add(Refuses.PARTS);
        assertThat(store.capabilities())
                .isEqualTo(new S3Capabilities(false, true, false, false, false, PartChecksum.MD5));
        assertThatThrownBy(() -> store.write(KEY, "application/zip", archive()))
                .isInstanceOfSatisfying(
                        Outage.class, outage -> assertThat(outage.retryHelps()).isFalse());
    }

    @Test
    void what_a_failing_store_has_of_a_large_write_is_taken_back() {
        careless.refuses.add(Refuses.SECOND_PART);
        assertThatThrownBy(() -> store.write(KEY, "application/zip", archive()))
                .isInstanceOf(Outage.class)
                .hasMessageContaining("part 2");
        assertThat(careless.asked.getLast()).startsWith("DELETE /photos/" + KEY + "?uploadId=id");
    }

    @Test
    void a_failure_to_take_it_back_does_not_hide_why() {
        careless.refuses.add(Refuses.SECOND_PART);
        careless.refuses.add(Refuses.ABORT);
        assertThatThrownBy(() -> store.write(KEY, "application/zip", archive()))
                .isInstanceOf(Outage.class)
                .hasMessageContaining("part 2");
    }

    @Test
    void a_store_that_refuses_a_signed_upload_is_a_lasting_outage(@TempDir Path folder) throws Exception {
        try (S3ProxyServer server = S3ProxyServer.start(folder);
                S3ObjectStore nowhere = open(server.settings("nobody-made-me"))) {
            assertThatThrownBy(nowhere::capabilities)
                    .isInstanceOfSatisfying(
                            Outage.class,
                            outage -> assertThat(outage.retryHelps()).isFalse());
        }
    }

    @Test
    void an_outage_is_not_remembered() {
        S3Settings settings = careless.settings();
        careless.close();
        try (S3ObjectStore away = open(settings)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(away::capabilities)
                        .isInstanceOfSatisfying(
                                Outage.class,
                                outage -> assertThat(outage.retryHelps()).isTrue());
            }
        }
    }

    private List<String> partsAsked() {
        return careless.asked.stream()
                .filter(line -> line.contains("partNumber") && line.contains(KEY))
                .toList();
    }

    private static ByteArrayInputStream archive() {
        return new ByteArrayInputStream(new byte[2 * ObjectStore.PART + 1]);
    }
}
