package dev.safelight.web.download;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import dev.safelight.web.http.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest {

    private static final String UNKNOWN = "01890000-0000-7000-8000-000000000000";

    private final TestServer server = TestServer.start();
    private final Client anna = server.newcomer();
    private final Client ben = server.newcomer();

    @AfterEach
    void close() {
        server.close();
    }

    private long accepted(Client owner, int seed) {
        String id = owner.upload("seed=" + seed);
        server.work();
        return owner.get("/v1/images/" + id).json().get("fileId").longValue();
    }

    private Reply initiate(Client owner, long... numbers) {
        return owner.post("/v1/download/initiate", Json.write(Map.of("file_ids", numbers)));
    }

    private static String job(Reply initiated) {
        return initiated.at("/jobId");
    }

    private Map<String, byte[]> unpacked(Reply archive) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive.body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    @Test
    void photos_are_asked_for_followed_and_fetched() throws IOException {
        long one = accepted(anna, 1);
        long another = accepted(anna, 2);
        Reply initiated = initiate(anna, one, another, 99_999_999);
        assertThat(initiated.status()).isEqualTo(202);
        assertThat(initiated.at("/status")).isEqualTo("queued");
        assertThat(initiated.json().get("totalFileIds").intValue()).isEqualTo(3);
        assertThat(initiated.json().get("isNew").booleanValue()).isTrue();
        assertThat(initiated.header("Location")).isEqualTo(initiated.at("/statusUrl"));
        assertThat(initiated.header("Retry-After")).isEqualTo("1");

        Reply queued = anna.get(initiated.at("/statusUrl"));
        assertThat(queued.at("/status")).isEqualTo("queued");
        assertThat(queued.at("/totalFiles")).isEqualTo("3");
        assertThat(queued.header("Retry-After")).isEqualTo("1");
        assertThat(anna.get("/v1/download/" + job(initiated)).status()).isEqualTo(202);

        server.work();
        Reply done = anna.get(initiated.at("/statusUrl"));
        assertThat(done.at("/status")).isEqualTo("completed");
        assertThat(done.at("/progress")).isEqualTo("100");
        assertThat(done.at("/doneFiles")).isEqualTo("2");
        assertThat(done.json().at("/items"))
                .extracting(item -> item.get("outcome").textValue())
                .containsExactly("INCLUDED", "INCLUDED", "NOT_FOUND");
        assertThat(done.header("Retry-After")).isEmpty();

        Reply fetched = anna.get("/v1/download/" + job(initiated));
        assertThat(fetched.status()).isEqualTo(303);
        Reply archive = anna.get(fetched.header("Location"));
        assertThat(archive.status()).isEqualTo(200);
        Map<String, byte[]> entries = unpacked(archive);
        assertThat(entries).containsOnlyKeys("me.jpg", "me (2).jpg", "manifest.json");
        JsonNode manifest = Json.read(entries.getOrDefault("manifest.json", new byte[0]));
        assertThat(manifest.get("jobId").textValue()).isEqualTo(job(initiated));
        assertThat(manifest.get("included").intValue()).isEqualTo(2);
        assertThat(manifest.get("items")).isEqualTo(done.json().get("items"));
    }

    @Test
    void every_fetch_leads_to_a_fresh_address_and_any_part_can_be_had() {
        long one = accepted(anna, 1);
        String job = job(initiate(anna, one));
        server.work();
        String first = anna.get("/v1/download/" + job).header("Location");
        server.clock.advance(Duration.ofMinutes(20));
        assertThat(anna.get(first).status()).isEqualTo(403);
        String second = anna.get("/v1/download/" + job).header("Location");
        assertThat(second).isNotEqualTo(first);
        Reply part = anna.with("Range", "bytes=0-3").get(second);
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.body()).startsWith('P', 'K', 3, 4);
    }

    @Test
    void the_status_has_a_tag_by_which_a_poller_is_spared_the_body() {
        String job = job(initiate(anna, accepted(anna, 1)));
        Reply queued = anna.get("/v1/download/status/" + job);
        Client poller = anna.with("If-None-Match", queued.header("ETag"));
        assertThat(poller.get("/v1/download/status/" + job).status()).isEqualTo(304);
        server.work();
        assertThat(poller.get("/v1/download/status/" + job).status()).isEqualTo(200);
    }

    @Test
    void the_same_files_are_the_same_download_and_a_finished_one_answers_at_once() {
        long one = accepted(anna, 1);
        long another = accepted(anna, 2);
        String job = job(initiate(anna, one, another));
        server.clock.advance(Duration.ofMinutes(2));
        Reply again = initiate(anna, another, one);
        assertThat(job(again)).isEqualTo(job);
        assertThat(again.json().get("isNew").booleanValue()).isFalse();
        server.work();
        server.clock.advance(Duration.ofMinutes(2));
        Reply ready = initiate(anna, one, another);
        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.at("/status")).isEqualTo("completed");
        assertThat(anna.get(ready.at("/downloadUrl")).status()).isEqualTo(200);
        server.clock.advance(Duration.ofHours(1));
        assertThat(job(initiate(anna, one, another))).isNotEqualTo(job);
    }

    @Test
    void who_waits_is_answered_when_it_is_done() throws Exception {
        long one = accepted(anna, 1);
        Thread worker = Thread.startVirtualThread(() -> {
            while (server.waiting() == 0) {
                Thread.onSpinWait();
            }
            server.work();
        });
        Reply done = anna.with("Prefer", "wait=20")
                .post("/v1/download/initiate", Json.write(Map.of("file_ids", new long[] {one})));
        worker.join();
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.header("Preference-Applied")).isEqualTo("wait=20");
        assertThat(done.at("/downloadUrl")).isNotBlank();
    }

    @Test
    void its_stream_tells_it_from_the_beginning_to_the_end() {
        String job = job(initiate(anna, accepted(anna, 1)));
        server.work();
        Reply stream = anna.get("/v1/download/" + job + "/stream");
        assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
        assertThat(stream.text()).startsWith(": connected").contains("event: queued", "event: completed");
        Reply nothing = anna.with("Last-Event-ID", lastId(stream)).get("/v1/download/" + job + "/stream");
        assertThat(nothing.status()).isEqualTo(204);
        ben.get("/v1/download/" + job + "/stream").isProblem(404, "DOWNLOAD_NOT_FOUND");
    }

    private static String lastId(Reply stream) {
        return stream.text()
                .lines()
                .filter(line -> line.startsWith("id:"))
                .reduce((first, second) -> second)
                .orElseThrow()
                .substring("id:".length())
                .strip();
    }

    @Test
    void a_callback_gets_a_secret_once_and_must_be_one_that_we_call() {
        String order = "{'file_ids':[10500],'callbackUrl':'%s'}";
        Reply first = anna.with("Idempotency-Key", "a")
                .post("/v1/download/initiate", order.formatted("https://example.com/hook"));
        assertThat(first.at("/callbackSecret")).startsWith("whsec_");
        Reply again = anna.with("Idempotency-Key", "b")
                .post("/v1/download/initiate", order.formatted("https://example.com/hook"));
        assertThat(again.at("/jobId")).isEqualTo(first.at("/jobId"));
        assertThat(again.json().has("callbackSecret")).isFalse();
        for (String bad : new String[] {"https://169.254.169.254/latest", "ftp://example.com/", "nonsense"}) {
            anna.post("/v1/download/initiate", order.formatted(bad)).names("/callbackUrl", "BAD_VALUE");
        }
    }

    @Test
    void nothing_to_deliver_fails_and_says_so() {
        String job = job(initiate(anna, 10_500));
        server.work();
        Reply failed = anna.get("/v1/download/status/" + job);
        assertThat(failed.at("/status")).isEqualTo("failed");
        assertThat(failed.at("/error/code")).isEqualTo("NOTHING_TO_DELIVER");
        anna.get("/v1/download/" + job).isProblem(409, "DOWNLOAD_FAILED");
    }

    @Test
    void a_download_is_cancelled_and_stays_so() {
        String job = job(initiate(anna, accepted(anna, 1)));
        assertThat(anna.delete("/v1/download/" + job).at("/status")).isEqualTo("cancelled");
        server.work();
        assertThat(anna.delete("/v1/download/" + job).at("/status")).isEqualTo("cancelled");
        anna.get("/v1/download/" + job).isProblem(410, "DOWNLOAD_CANCELLED");
    }

    @Test
    void an_archive_that_has_expired_is_gone() {
        String job = job(initiate(anna, accepted(anna, 1)));
        server.work();
        server.clock.advance(Duration.ofHours(1));
        anna.get("/v1/download/" + job).isProblem(410, "DOWNLOAD_EXPIRED");
    }

    @Test
    void images_can_be_named_by_their_ids_and_originals_be_wanted() {
        String image = anna.upload("seed=1");
        server.work();
        Reply initiated = anna.post("/v1/download/initiate", "{'imageIds':['" + image + "'],'variant':'original'}");
        server.work();
        Reply done = anna.get("/v1/download/status/" + job(initiated));
        assertThat(done.at("/variant")).isEqualTo("original");
        assertThat(done.at("/items/0/imageId")).isEqualTo(image);
    }

    @Test
    void downloads_are_listed_newest_first_in_pages() {
        for (int i = 0; i < 3; i++) {
            initiate(anna, 10_000 + i);
            server.clock.advance(Duration.ofMillis(5));
        }
        Reply first = anna.get("/v1/download?limit=2");
        assertThat(first.json().get("items")).hasSize(2);
        Reply second = anna.get("/v1/download?limit=2&cursor=" + first.at("/nextCursor"));
        assertThat(second.json().get("items")).hasSize(1);
        assertThat(second.json().get("nextCursor").isNull()).isTrue();
        assertThat(ben.get("/v1/download").json().get("items")).isEmpty();
    }

    @Test
    void nobody_has_anothers_download() {
        String job = job(initiate(anna, accepted(anna, 1)));
        server.work();
        for (String id : new String[] {job, UNKNOWN, "nonsense"}) {
            ben.get("/v1/download/" + id).isProblem(404, "DOWNLOAD_NOT_FOUND");
            ben.get("/v1/download/status/" + id).isProblem(404, "DOWNLOAD_NOT_FOUND");
            ben.delete("/v1/download/" + id).isProblem(404, "DOWNLOAD_NOT_FOUND");
        }
        assertThat(anna.get("/v1/download/" + job).status()).isEqualTo(303);
    }

    @Test
    void no_more_than_twenty_are_at_work_for_one_owner() {
        for (int i = 0; i < 20; i++) {
            assertThat(initiate(anna, 10_000 + i).status()).isEqualTo(202);
        }
        assertThat(initiate(anna, 20_000).isProblem(429, "OWNER_DOWNLOADS_FULL").header("Retry-After"))
                .isEqualTo("30");
        assertThat(initiate(ben, 20_000).status()).isEqualTo(202);
    }

    // ---- What the older service did

    @ParameterizedTest
    @ValueSource(
            strings = {"{'file_ids':[9999]}", "{'file_ids':[100000001]}", "{'file_ids':['10000']}", "{'file_ids':[1.5]}"
            })
    void numbers_that_are_none_are_400(String body) {
        anna.post("/v1/download/initiate", body).isProblem(400, "INVALID_REQUEST");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                  | /file_ids | REQUIRED
            {'file_ids':[]}                                     | /file_ids | OUT_OF_RANGE
            {'file_ids':null}                                   | /file_ids | REQUIRED
            {'file_ids':10000}                                  | /file_ids | WRONG_TYPE
            {'file_ids':[9999]}                                 | /file_ids/0 | WRONG_TYPE
            {'imageIds':['nonsense']}                           | /imageIds | BAD_VALUE
            {'file_ids':[10000],'format':'rar'}                 | /format   | BAD_VALUE
            {'file_ids':[10000],'variant':'huge'}               | /variant  | BAD_VALUE
            """)
    void what_is_wrong_is_named(String body, String pointer, String code) {
        anna.post("/v1/download/initiate", body).names(pointer, code);
    }

    @Test
    void a_thousand_can_be_asked_for_and_one_more_cannot() {
        long[] thousand = LongStream.range(10_000, 11_000).toArray();
        assertThat(initiate(anna, thousand).status()).isEqualTo(202);
        long[] more = LongStream.range(10_000, 11_001).toArray();
        initiate(anna, more).names("/file_ids", "OUT_OF_RANGE");
    }

    @Test
    void check_says_whether_a_file_is_there() {
        long one = accepted(anna, 1);
        Reply there = anna.post("/v1/download/check", "{'file_id':" + one + "}");
        assertThat(there.json().get("file_id").longValue()).isEqualTo(one);
        assertThat(there.json().get("available").booleanValue()).isTrue();
        assertThat(there.at("/s3Key")).startsWith("images/");
        assertThat(there.json().get("size").longValue()).isPositive();
        Reply hidden = ben.post("/v1/download/check", "{'file_id':" + one + "}");
        assertThat(hidden.json().get("available").booleanValue()).isFalse();
        assertThat(hidden.json().get("s3Key").isNull()).isTrue();
    }

    @Test
    void an_error_can_be_asked_for_where_that_is_allowed_and_is_not_made_elsewhere() {
        String path = "/v1/download/check?sentry_test=true";
        assertThat(anna.post(path, "{'file_id':10000}").status()).isEqualTo(200);
        try (TestServer failing = TestServer.failingOnRequest()) {
            failing.newcomer().post(path, "{'file_id':10000}").isProblem(500, "INTERNAL_ERROR");
            assertThat(failing.newcomer()
                            .post("/v1/download/check", "{'file_id':10000}")
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "start"})
    void one_file_has_a_number_too(String route) {
        anna.post("/v1/download/" + route, "{'file_id':9999}").names("/file_id", "OUT_OF_RANGE");
        anna.post("/v1/download/" + route, "{}").names("/file_id", "REQUIRED");
        anna.postRaw("/v1/download/" + route, "{nonsense").isProblem(400, "MALFORMED_JSON");
        anna.with("Content-Type", "text/plain")
                .postRaw("/v1/download/" + route, "{\"file_id\":10000}")
                .isProblem(415, "UNSUPPORTED_MEDIA_TYPE");
        assertThat(anna.send("GET", "/v1/download/initiate/x/y", BodyPublishers.noBody())
                        .status())
                .isEqualTo(404);
        assertThat(anna.send("PUT", "/v1/download/" + route, BodyPublishers.noBody())
                        .isProblem(405, "METHOD_NOT_ALLOWED")
                        .header("Allow"))
                .contains("POST");
    }

    @Test
    void start_waits_and_says_that_it_is_old() throws Exception {
        long one = accepted(anna, 1);
        Thread worker = Thread.startVirtualThread(() -> {
            while (server.waiting() == 0) {
                Thread.onSpinWait();
            }
            server.work();
        });
        Reply done = anna.post("/v1/download/start", "{'file_id':" + one + "}");
        worker.join();
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.at("/status")).isEqualTo("completed");
        assertThat(done.json().get("file_id").longValue()).isEqualTo(one);
        assertThat(done.json().get("processingTimeMs").longValue()).isNotNegative();
        assertThat(done.header("Deprecation")).startsWith("@");
        assertThat(done.header("Link")).contains("/v1/download/initiate");
        assertThat(anna.get(done.at("/downloadUrl")).status()).isEqualTo(200);
    }

    @Test
    void start_that_has_nothing_says_failed() throws Exception {
        Thread worker = Thread.startVirtualThread(() -> {
            while (server.waiting() == 0) {
                Thread.onSpinWait();
            }
            server.work();
        });
        Reply failed = anna.post("/v1/download/start", "{'file_id':10000}");
        worker.join();
        assertThat(failed.at("/status")).isEqualTo("failed");
        assertThat(failed.at("/message")).isNotBlank();
        assertThat(failed.json().get("downloadUrl").isNull()).isTrue();
    }
}
