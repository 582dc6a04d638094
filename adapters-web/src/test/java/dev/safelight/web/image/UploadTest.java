package dev.safelight.web.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.application.inspect.ScriptedInspector;
import dev.safelight.application.testing.Race;
import dev.safelight.domain.image.Sha256;
import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import dev.safelight.web.http.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest {

    private static final byte[] PHOTO = ScriptedInspector.photo("seed=1");
    private static final String UNKNOWN = "01890000-0000-7000-8000-000000000000";

    private final TestServer server = TestServer.start();
    private final Client anna = server.newcomer();

    @AfterEach
    void close() {
        server.close();
    }

    private static String file(String fields) {
        return "{'filename':'me.jpg','contentType':'image/jpeg','size':60000" + (fields.isEmpty() ? "" : "," + fields)
                + "}";
    }

    private static String complete(String id) {
        return Json.write(Map.of("imageId", id));
    }

    @Test
    void a_photo_goes_from_a_signature_to_its_verdict() {
        JsonNode signed = anna.sign(PHOTO);
        assertThat(signed.get("method").textValue()).isEqualTo("PUT");
        assertThat(signed.get("fileId").longValue()).isGreaterThanOrEqualTo(10_000);
        String id = signed.get("imageId").textValue();
        assertThat(anna.get("/v1/images/" + id).at("/status")).isEqualTo("AWAITING_UPLOAD");

        assertThat(anna.put(signed, PHOTO).header("ETag")).matches("\"[0-9a-f]+\"");
        Reply completed = anna.post("/v1/uploads/complete", complete(id));
        assertThat(completed.status()).isEqualTo(202);
        assertThat(completed.at("/status")).isEqualTo("VERIFYING");
        server.work();

        Reply image = anna.get("/v1/images/" + id);
        assertThat(image.at("/status")).isEqualTo("ACCEPTED");
        assertThat(image.at("/width")).isEqualTo("1000");
        assertThat(image.at("/sha256")).isEqualTo(Sha256.of(PHOTO).hex());
    }

    @Test
    void the_older_addresses_do_the_same() {
        Reply signed = anna.post("/uploads/sign", file(""));
        assertThat(signed.status()).isEqualTo(201);
        String id = signed.at("/imageId");
        anna.put(signed.json(), PHOTO);
        assertThat(anna.post("/uploads/" + id + "/sign").status()).isEqualTo(200);
        assertThat(anna.post("/uploads/complete", complete(id)).at("/status")).isEqualTo("VERIFYING");
        assertThat(anna.delete("/uploads/" + id).status()).isEqualTo(204);
    }

    @Test
    void a_signature_says_where_the_image_is_to_be_read() {
        Reply signed = anna.post("/v1/uploads/sign", file(""));
        assertThat(signed.header("Location")).isEqualTo("/v1/images/" + signed.at("/imageId"));
    }

    @Test
    void a_hash_may_be_hexadecimal_or_base64() {
        Sha256 sha256 = Sha256.of(PHOTO);
        for (String text : List.of(sha256.hex(), sha256.base64())) {
            Reply signed = anna.post("/v1/uploads/sign", file("'sha256':'" + text + "'"));
            assertThat(anna.get("/v1/images/" + signed.at("/imageId")).at("/sha256"))
                    .isEqualTo(sha256.hex());
        }
    }

    @Test
    void a_batch_is_answered_in_order_each_file_by_itself() {
        Reply batch = anna.post(
                "/v1/uploads/sign",
                "{'setId':'a','files':[" + file("") + "," + file("'setId':'b'") + ","
                        + "{'filename':'x.gif','contentType':'image/gif','size':60000}," + file("") + "]}");
        assertThat(batch.status()).isEqualTo(201);
        assertThat(batch.at("/uploads/0/setId")).isEqualTo("a");
        assertThat(batch.at("/uploads/1/setId")).isEqualTo("b");
        assertThat(batch.at("/uploads/2/problem/code")).isEqualTo("UNSUPPORTED_FORMAT");
        assertThat(batch.at("/uploads/3/imageId")).isNotEmpty();
    }

    @Test
    void a_full_set_takes_no_more() {
        String eleven = String.join(",", Collections.nCopies(11, file("")));
        Reply batch = anna.post("/v1/uploads/sign", "{'files':[" + eleven + "]}");
        assertThat(batch.at("/uploads/9/imageId")).isNotEmpty();
        assertThat(batch.at("/uploads/10/problem/code")).isEqualTo("SET_FULL");
        anna.post("/v1/uploads/sign", file("")).isProblem(409, "SET_FULL");
        assertThat(anna.post("/v1/uploads/sign", file("'setId':'other'")).status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
        "image/gif, 60000, UNSUPPORTED_FORMAT",
        "image/avif, 60000, UNSUPPORTED_FORMAT",
        "application/pdf, 60000, UNSUPPORTED_FORMAT",
        "'', 60000, UNSUPPORTED_FORMAT",
        "image/jpeg, 0, FILE_TOO_SMALL",
        "image/jpeg, 51199, FILE_TOO_SMALL",
        "image/jpeg, 52428801, FILE_TOO_LARGE",
        "image/jpeg, 9007199254740992, FILE_TOO_LARGE"
    })
    void what_can_never_be_accepted_is_refused_before_a_byte_is_sent(String type, long size, String code) {
        anna.post("/v1/uploads/sign", "{'filename':'x','contentType':'" + type + "','size':" + size + "}")
                .isProblem(422, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/heic", "image/heif", "IMAGE/HEIC"})
    void heic_is_signed_for(String type) {
        Reply signed = anna.post("/v1/uploads/sign", "{'filename':'x','contentType':'" + type + "','size':60000}");
        assertThat(signed.status()).isEqualTo(201);
    }

    @Test
    void a_name_in_any_script_comes_back_as_it_was() {
        String name = "Grüße, 写真 📷.jpg";
        Reply signed =
                anna.post("/v1/uploads/sign", "{'filename':'" + name + "','contentType':'image/jpeg','size':60000}");
        assertThat(anna.get("/v1/images/" + signed.at("/imageId")).at("/filename"))
                .isEqualTo(name);
        assertThat(anna.post("/v1/uploads/sign", "{'filename':'x','contentType':'image/gif','size':60000}")
                        .at("/detail"))
                .contains("“image/gif”");
    }

    static Stream<String> oddNames() {
        return Stream.of(
                "../../etc/passwd",
                "..\\\\..\\\\boot.ini",
                "a\\u0000b.jpg",
                "\\u202Egpj.exe",
                "😀📷.jpg",
                "x".repeat(10_000),
                "a\\r\\nSet-Cookie: x=1",
                "\\ud800",
                "");
    }

    @ParameterizedTest
    @MethodSource("oddNames")
    void no_name_is_too_odd(String name) {
        Reply signed = anna.postRaw(
                "/v1/uploads/sign", "{\"filename\":\"" + name + "\",\"contentType\":\"image/jpeg\",\"size\":60000}");
        assertThat(signed.status()).isEqualTo(201);
        assertThat(signed.at("/objectKey")).isEqualTo("images/" + signed.at("/imageId") + "/original");
        assertThat(anna.get("/v1/images/" + signed.at("/imageId")).at("/filename"))
                .hasSizeBetween(1, 200)
                .doesNotContain("/", "\\", "\0", "\r", "\n", "\u202E");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "'filename':7, /filename, WRONG_TYPE",
                "'filename':null, /filename, REQUIRED",
                "'size':'big', /size, WRONG_TYPE",
                "'size':1.5, /size, WRONG_TYPE",
                "'size':true, /size, WRONG_TYPE",
                "'size':-1, /size, OUT_OF_RANGE",
                "'size':9007199254740993, /size, OUT_OF_RANGE",
                "'size':99999999999999999999999, /size, OUT_OF_RANGE",
                "'contentType':{}, /contentType, WRONG_TYPE",
                "'contentType':'image/jpeg\\u000d\\u000aX: y', /contentType, BAD_VALUE",
                "'sha256':'abc', /sha256, BAD_VALUE",
                "'sha256':7, /sha256, WRONG_TYPE",
                "'setId':'a b', /setId, BAD_VALUE",
                "'setId':'', /setId, BAD_VALUE"
            })
    void every_wrong_field_is_named(String field, String pointer, String code) {
        String name = pointer.substring(1);
        Map<String, String> fields =
                new LinkedHashMap<>(Map.of("filename", "'me.jpg'", "contentType", "'image/jpeg'", "size", "60000"));
        fields.put(name, field.substring(field.indexOf(':') + 1));
        String body = fields.entrySet().stream()
                .map(entry -> "'" + entry.getKey() + "':" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
        anna.post("/v1/uploads/sign", body).names(pointer, code);
        anna.post("/v1/uploads/sign", "{'files':[" + file("") + "," + body + "]}")
                .names("/files/1" + pointer, code);
    }

    @Test
    void all_mistakes_are_told_at_once() {
        Reply reply = anna.post("/v1/uploads/sign", "{'size':-1,'sha256':'x'}");
        reply.names("/filename", "REQUIRED")
                .names("/contentType", "REQUIRED")
                .names("/size", "OUT_OF_RANGE")
                .names("/sha256", "BAD_VALUE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "'a'", "{'a':1}", "7", "[1]"})
    void a_batch_is_a_list_of_one_to_a_hundred_files(String files) {
        assertThat(anna.post("/v1/uploads/sign", "{'files':" + files + "}").status())
                .isEqualTo(400);
        String many = String.join(",", Collections.nCopies(101, file("")));
        anna.post("/v1/uploads/sign", "{'files':[" + many + "]}").names("/files", "OUT_OF_RANGE");
    }

    @Test
    void unknown_fields_are_ignored() {
        assertThat(anna.post("/v1/uploads/sign", file("'colour':{'deep':[1]}")).status())
                .isEqualTo(201);
    }

    @Test
    void a_fresh_url_is_to_be_had_while_the_upload_is_awaited() {
        JsonNode signed = anna.sign(PHOTO);
        String id = signed.get("imageId").textValue();
        server.clock.advance(Duration.ofMinutes(16));
        anna.put(signed, PHOTO).isProblem(403, "URL_EXPIRED");
        Reply fresh = anna.post("/v1/uploads/" + id + "/sign");
        assertThat(fresh.status()).isEqualTo(200);
        assertThat(fresh.at("/imageId")).isEqualTo(id);
        assertThat(anna.put(fresh.json(), PHOTO).status()).isEqualTo(200);
        anna.post("/v1/uploads/complete", complete(id));
        anna.post("/v1/uploads/" + id + "/sign").isProblem(409, "NOT_AWAITING_UPLOAD");
    }

    @Test
    void a_url_takes_one_upload_once() {
        JsonNode signed = anna.sign(PHOTO);
        anna.put(signed, PHOTO);
        anna.put(signed, PHOTO).isProblem(412, "ALREADY_UPLOADED");
    }

    @Test
    void bytes_that_are_not_as_promised_are_refused_with_a_reason() {
        JsonNode signed = anna.sign(PHOTO);
        anna.put(signed, new byte[5]).isProblem(400, "LENGTH_MISMATCH");
        anna.put(signed, new byte[2_000_000]).isProblem(400, "LENGTH_MISMATCH");
        anna.with("Content-Type", "text/html")
                .put(signed.get("uploadUrl").textValue(), PHOTO)
                .isProblem(403, "CONTENT_TYPE_MISMATCH");
        anna.with("Content-Type", "image/jpeg")
                .put("/v1/objects/images/" + UNKNOWN + "/original?grant=99", PHOTO)
                .isProblem(403, "BAD_SIGNATURE");
        Reply hashed = anna.post("/v1/uploads/sign", file("'sha256':'" + "0".repeat(64) + "'"));
        anna.put(hashed.json(), PHOTO).isProblem(400, "CHECKSUM_MISMATCH");
    }

    @Test
    void a_store_that_is_down_is_our_fault_and_passes() {
        JsonNode signed = anna.sign(PHOTO);
        server.storage.goDown();
        assertThat(anna.put(signed, PHOTO).isProblem(503, "UNAVAILABLE").header("Retry-After"))
                .isEqualTo("2");
        server.storage.comeBack();
        assertThat(anna.put(signed, PHOTO).status()).isEqualTo(200);
    }

    @Test
    void completing_twice_says_the_same() {
        String id = anna.upload("seed=1");
        Reply again = anna.post("/v1/uploads/complete", complete(id));
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.at("/status")).isEqualTo("VERIFYING");
    }

    @Test
    void of_64_racing_completions_all_hear_the_same_and_one_has_an_effect() throws Exception {
        JsonNode signed = anna.sign(PHOTO);
        anna.put(signed, PHOTO);
        String id = signed.get("imageId").textValue();
        List<Reply> replies = Race.among(64, () -> anna.post("/v1/uploads/complete", complete(id)));
        assertThat(replies).allMatch(reply -> reply.status() == 202);
        server.work();
        assertThat(anna.get("/v1/images/" + id + "/history").json().get("items"))
                .extracting(step -> step.get("to").textValue())
                .containsExactly("AWAITING_UPLOAD", "VERIFYING", "PROCESSING", "ACCEPTED");
    }

    @Test
    void completing_before_the_upload_is_looked_into_and_not_an_error() {
        String id = anna.sign(PHOTO).get("imageId").textValue();
        assertThat(anna.post("/v1/uploads/complete", complete(id)).status()).isEqualTo(202);
        server.work();
        assertThat(anna.get("/v1/images/" + id).at("/status")).isEqualTo("VERIFYING");
    }

    @Test
    void several_are_completed_at_once_and_unknown_ones_are_named() {
        String known = anna.sign(PHOTO).get("imageId").textValue();
        Reply reply =
                anna.post("/v1/uploads/complete", "{'imageIds':['" + known + "','" + UNKNOWN + "','no id at all']}");
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.at("/images/0/status")).isEqualTo("VERIFYING");
        assertThat(reply.at("/images/1/problem/code")).isEqualTo("IMAGE_NOT_FOUND");
        assertThat(reply.at("/images/2/problem/code")).isEqualTo("IMAGE_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'imageIds':[]}", "{'imageIds':'x'}", "{'imageIds':[7]}", "{'imageId':7}", "{}"})
    void what_to_complete_must_be_said(String body) {
        assertThat(anna.post("/v1/uploads/complete", body)
                        .isProblem(400, "INVALID_REQUEST")
                        .json()
                        .get("errors"))
                .isNotEmpty();
    }

    @Test
    void who_prefers_to_wait_hears_the_verdict() {
        JsonNode signed = anna.sign(PHOTO);
        anna.put(signed, PHOTO);
        String id = signed.get("imageId").textValue();
        anna.post("/v1/uploads/complete", complete(id));
        CompletableFuture<Reply> waiting = CompletableFuture.supplyAsync(
                () -> anna.with("Prefer", "respond-async, wait=20").post("/v1/uploads/complete", complete(id)));
        server.work();
        Reply verdict = waiting.join();
        assertThat(verdict.status()).isEqualTo(200);
        assertThat(verdict.at("/status")).isEqualTo("ACCEPTED");
        assertThat(verdict.header("Preference-Applied")).isEqualTo("wait=20");
        Reply all = anna.with("Prefer", "wait=99")
                .post("/v1/uploads/complete", Json.write(Map.of("imageIds", List.of(id))));
        assertThat(all.status()).isEqualTo(200);
        assertThat(all.at("/images/0/status")).isEqualTo("ACCEPTED");
        assertThat(all.header("Preference-Applied")).isEqualTo("wait=25");
    }

    @Test
    void a_wait_that_is_over_says_how_things_stand() {
        String id = anna.upload("seed=1");
        Reply none = anna.with("Prefer", "wait=0").post("/v1/uploads/complete", complete(id));
        assertThat(none.status()).isEqualTo(202);
        assertThat(none.at("/status")).isEqualTo("VERIFYING");
        Reply nonsense = anna.with("Prefer", "wait=soon").post("/v1/uploads/complete", complete(id));
        assertThat(nonsense.header("Preference-Applied")).isEmpty();
    }

    @Test
    void closing_sends_those_home_who_wait() throws Exception {
        String id = anna.upload("seed=1");
        CompletableFuture<Reply> waiting = CompletableFuture.supplyAsync(
                () -> anna.with("Prefer", "wait=25").post("/v1/uploads/complete", complete(id)));
        while (server.waiting() == 0) {
            Thread.onSpinWait();
        }
        server.close();
        Reply reply = waiting.get();
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.at("/status")).isEqualTo("VERIFYING");
    }

    @Test
    void an_upload_can_be_abandoned_but_a_photo_is_deleted() {
        String upload = anna.sign(PHOTO).get("imageId").textValue();
        assertThat(anna.delete("/v1/uploads/" + upload).status()).isEqualTo(204);
        anna.delete("/v1/uploads/" + upload).isProblem(404, "IMAGE_NOT_FOUND");
        String photo = anna.upload("seed=2");
        server.work();
        anna.delete("/v1/uploads/" + photo).isProblem(409, "ALREADY_A_PHOTO");
    }

    @Test
    void nobody_can_touch_what_is_anothers() {
        String id = anna.sign(PHOTO).get("imageId").textValue();
        Client ben = server.newcomer();
        ben.post("/v1/uploads/" + id + "/sign").isProblem(404, "IMAGE_NOT_FOUND");
        ben.post("/v1/uploads/complete", complete(id)).isProblem(404, "IMAGE_NOT_FOUND");
        ben.delete("/v1/uploads/" + id).isProblem(404, "IMAGE_NOT_FOUND");
        assertThat(anna.get("/v1/images/" + id).at("/status")).isEqualTo("AWAITING_UPLOAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {UNKNOWN, "7", "x", "01890000-0000-7000-8000-00000000000g", "%F0%9F%98%80"})
    void an_id_that_is_none_is_an_unknown_image(String id) {
        anna.post("/v1/uploads/" + id + "/sign").isProblem(404, "IMAGE_NOT_FOUND");
        anna.delete("/v1/uploads/" + id).isProblem(404, "IMAGE_NOT_FOUND");
    }

    @Test
    void the_page_of_a_friendly_origin_may_put_and_other_pages_may_not() {
        Reply preflight = anna.with("Origin", TestServer.FRIENDLY_ORIGIN)
                .with("Access-Control-Request-Method", "PUT")
                .with("Access-Control-Request-Headers", "content-type,x-amz-checksum-sha256,if-none-match")
                .send("OPTIONS", "/v1/objects/images/x/original", BodyPublishers.noBody());
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(TestServer.FRIENDLY_ORIGIN);
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("PUT");
        assertThat(preflight.header("Access-Control-Allow-Headers").toLowerCase(Locale.ROOT))
                .contains("content-type", "x-amz-checksum-sha256", "if-none-match");
    }

    @Test
    void every_image_has_a_number_of_its_own() {
        assertThat(IntStream.range(0, 5)
                        .mapToObj(i -> anna.sign(PHOTO).get("fileId").longValue()))
                .doesNotHaveDuplicates();
    }
}
