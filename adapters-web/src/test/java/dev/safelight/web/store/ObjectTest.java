package dev.safelight.web.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.application.inspect.ScriptedInspector;
import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectTest {

    private static final byte[] PHOTO = ScriptedInspector.photo("seed=1");

    private final TestServer server = TestServer.start();
    private final Client anna = server.newcomer();

    @AfterEach
    void close() {
        server.close();
    }

    private String original() {
        return original("me.jpg");
    }

    private String original(String filename) {
        Reply signed = anna.post(
                "/v1/uploads/sign", "{'filename':'" + filename + "','contentType':'image/jpeg','size':60000}");
        anna.put(signed.json(), PHOTO);
        anna.post("/v1/uploads/complete", "{'imageId':'" + signed.at("/imageId") + "'}");
        server.work();
        return anna.get("/v1/images/" + signed.at("/imageId") + "/content?variant=original")
                .header("Location");
    }

    @Test
    void a_download_is_the_file_and_nothing_a_browser_would_run() {
        Reply reply = anna.get(original());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(PHOTO);
        assertThat(reply.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(reply.header("Content-Length")).isEqualTo("60000");
        assertThat(reply.header("Content-Disposition")).startsWith("attachment; filename=\"me.jpg\"");
        assertThat(reply.header("Content-Security-Policy")).startsWith("sandbox;");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void an_odd_name_is_carried_safely() {
        assertThat(anna.get(original("Über \\\"x\\\" 😀.jpg")).header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"_ber _x_ _.jpg\";"
                        + " filename*=UTF-8''%C3%9Cber%20%22x%22%20%F0%9F%98%80.jpg");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-9 | 0 | 10",
                "bytes=10-19 | 10 | 20",
                "bytes=59990- | 59990 | 60000",
                "bytes=-10 | 59990 | 60000",
                "bytes=59990-999999 | 59990 | 60000"
            })
    void a_part_of_it_can_be_had(String range, int from, int to) {
        Reply part = anna.with("Range", range).get(original());
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(PHOTO, from, to));
        assertThat(part.header("Content-Range")).isEqualTo("bytes " + from + "-" + (to - 1) + "/60000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=0-59999", "bytes=0-", "bytes=5-1", "bytes=0-1,5-6", "lines=1-2", "bytes=-", "bytes=-60000"
            })
    void a_range_that_is_the_whole_or_not_understood_brings_the_whole(String range) {
        Reply whole = anna.with("Range", range).get(original());
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.body()).hasSize(60_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=60000-", "bytes=99999-100000", "bytes=-0"})
    void a_range_beyond_the_end_cannot_be_had(String range) {
        Reply refused = anna.with("Range", range).get(original());
        assertThat(refused.isProblem(416, "RANGE_NOT_SATISFIABLE").header("Content-Range"))
                .isEqualTo("bytes */60000");
    }

    @Test
    void a_part_of_another_version_is_not_wanted() {
        String url = original();
        Client resuming = anna.with("Range", "bytes=10-19");
        assertThat(resuming.with("If-Range", "\"another\"").get(url).status()).isEqualTo(200);
        assertThat(resuming.with("If-Range", anna.get(url).header("ETag"))
                        .get(url)
                        .status())
                .isEqualTo(206);
    }

    @Test
    void who_has_it_already_is_told_so() {
        String url = original();
        String tag = anna.get(url).header("ETag");
        assertThat(anna.with("If-None-Match", tag).get(url).status()).isEqualTo(304);
    }

    @Test
    void head_tells_without_sending() {
        Reply head = anna.send("HEAD", original(), BodyPublishers.noBody());
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo("60000");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void the_url_is_the_only_authority_and_expires() {
        String url = original();
        assertThat(server.newcomer().get(url).status())
                .as("whoever has it may use it")
                .isEqualTo(200);
        server.newcomer().get(url.replaceAll("grant=\\d+", "grant=77")).isProblem(403, "BAD_SIGNATURE");
        server.newcomer().get("/v1/objects/images/x").isProblem(403, "BAD_SIGNATURE");
        server.clock.advance(Duration.ofMinutes(6));
        anna.get(url).isProblem(403, "URL_EXPIRED");
    }

    @Test
    void an_object_that_is_gone_is_not_found() {
        String url = original();
        String key = url.substring("/v1/objects/".length(), url.indexOf('?'));
        server.store.lose(key);
        anna.get(url).isProblem(404, "OBJECT_NOT_FOUND");
    }

    @Test
    void an_upload_of_unsaid_length_is_taken_if_it_is_right() {
        JsonNode signed = anna.sign(PHOTO);
        Client jpeg = anna.with("Content-Type", "image/jpeg");
        String url = signed.get("uploadUrl").textValue();
        byte[] longer = Arrays.copyOf(PHOTO, PHOTO.length + 1);
        jpeg.send("PUT", url, BodyPublishers.ofByteArrays(List.of(longer))).isProblem(400, "LENGTH_MISMATCH");
        assertThat(jpeg.send("PUT", url, BodyPublishers.ofByteArrays(List.of(PHOTO)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void an_upload_needs_neither_cookie_nor_origin() {
        JsonNode signed = anna.sign(PHOTO);
        Client page = server.newcomer().with("Origin", TestServer.FRIENDLY_ORIGIN);
        Reply stored = page.put(signed, PHOTO);
        assertThat(stored.status()).isEqualTo(200);
        assertThat(stored.header("Set-Cookie")).isEmpty();
        assertThat(stored.header("Access-Control-Allow-Origin")).isEqualTo(TestServer.FRIENDLY_ORIGIN);
    }
}
