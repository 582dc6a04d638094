package dev.safelight.web.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.application.inspect.ScriptedInspector;
import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import dev.safelight.web.WebConfig;
import dev.safelight.web.caller.Authentication;
import dev.safelight.web.caller.RateLimits;
import dev.safelight.web.http.Json;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Notifications as S3, MinIO, EventBridge, SNS and R2 document them, about a photo that was put and not completed. */
class StorageEventsTest {

    private static final byte[] PHOTO = ScriptedInspector.photo("seed=1");
    private static final String EVENTS = "/v1/storage/events";

    private final TestServer server = TestServer.start();
    private final Client anna = server.newcomer();
    private final Client store = server.newcomer().with("Authorization", "Bearer " + TestServer.STORE_TOKEN);

    @AfterEach
    void close() {
        server.close();
    }

    /** @param tells the notification that an object of this key was created */
    record Shape(String name, UnaryOperator<String> tells) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Shape> shapes() {
        Shape s3 = new Shape("S3", key -> s3("ObjectCreated:Put", encoded(key)));
        Shape eventBridge = new Shape("EventBridge", StorageEventsTest::eventBridge);
        Shape r2 = new Shape("R2", key -> r2("PutObject", key));
        return Stream.of(
                s3,
                eventBridge,
                r2,
                new Shape("S3 in parts", key -> s3("ObjectCreated:CompleteMultipartUpload", encoded(key))),
                new Shape("S3 with slashes as they are", key -> s3("ObjectCreated:Post", key)),
                new Shape("MinIO", StorageEventsTest::minio),
                new Shape(
                        "S3 through SNS", key -> sns("Notification", s3.tells().apply(key))),
                new Shape("EventBridge through SNS", key -> sns("Notification", eventBridge(key))),
                new Shape("R2 in a list", key -> "[" + r2("DeleteObject", key) + "," + r2("CopyObject", key) + "]"),
                new Shape("R2 in messages", key -> "{\"messages\":[" + r2("CompleteMultipartUpload", key) + "]}"),
                new Shape(
                        "R2 in messages with bodies",
                        key -> "{\"messages\":[{\"id\":\"1\",\"body\":" + r2("PutObject", key) + "}]}"),
                new Shape(
                        "R2 in messages with bodies as text",
                        key -> "{\"messages\":[{\"id\":\"1\",\"body\":" + Json.write(r2("PutObject", key)) + "}]}"));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void what_it_tells_is_heard_and_the_photo_gets_its_verdict(Shape shape) {
        JsonNode signed = put();
        String notification = shape.tells().apply(signed.get("objectKey").textValue());

        for (int i = 0; i < 2; i++) {
            Reply heard = store.postRaw(EVENTS, notification);
            assertThat(heard.status()).as(heard.text()).isEqualTo(202);
            assertThat(heard.json().get("uploads").longValue()).isEqualTo(1);
            assertThat(status(signed)).isEqualTo("VERIFYING");
        }
        server.work();
        assertThat(status(signed)).isEqualTo("ACCEPTED");
        assertThat(store.postRaw(EVENTS, notification).status()).isEqualTo(202);
        assertThat(status(signed)).isEqualTo("ACCEPTED");
    }

    @Test
    void what_is_no_upload_of_ours_is_accepted_and_ignored() {
        JsonNode signed = put();
        String key = signed.get("objectKey").textValue();
        for (String other : List.of(
                "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"photos\"}",
                s3("ObjectRemoved:Delete", encoded(key)),
                s3("ObjectCreated:Put", encoded(key.replace("original", "thumbnail-1.jpg"))),
                s3("ObjectCreated:Put", encoded("elsewhere/" + key)),
                s3("ObjectCreated:Put", "%zz"),
                s3("ObjectCreated:Put", "images%2F01890000-0000-7000-8000-000000000000%2Foriginal"),
                eventBridge(key).replace("Object Created", "Object Deleted"),
                r2("DeleteObject", key),
                r2("PutObject", "").replace("\"key\":\"\"", "\"key\":7"),
                sns("Notification", "not JSON"),
                sns("UnsubscribeConfirmation", ""),
                sns("SubscriptionConfirmation", "You have chosen to subscribe"),
                sns("SubscriptionConfirmation", "").replace("sns.eu-west-1.amazonaws.com", "sns.example.com"),
                "{\"messages\":[{\"body\":\"?\"},7,null]}",
                "{\"Records\":[7,null,{}]}",
                "[[[[[[" + r2("PutObject", key) + "]]]]]]",
                "{}",
                "[]",
                "7")) {
            Reply heard = store.postRaw(EVENTS, other);
            assertThat(heard.status()).as(other).isEqualTo(202);
            assertThat(heard.json().get("uploads").longValue()).as(other).isZero();
        }
        assertThat(status(signed)).isEqualTo("AWAITING_UPLOAD");
    }

    /** SNS calls it plain text. */
    @Test
    void the_content_type_does_not_matter() {
        String key = put().get("objectKey").textValue();
        Reply heard = store.with("Content-Type", "text/plain; charset=UTF-8")
                .postRaw(EVENTS, sns("Notification", s3("ObjectCreated:Put", key)));
        assertThat(heard.json().get("uploads").longValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer %s", "bearer %s", "%s", "Basic sns:%s", "Basic :%s"})
    void the_token_comes_in_several_ways(String way) {
        assertThat(with(way.formatted(TestServer.STORE_TOKEN))
                        .post(EVENTS, "{}")
                        .status())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer wrong", "wrong", "Basic sns:wrong", "Basic", "Digest x", "Basic ?"})
    void without_the_token_nothing_is_heard(String header) {
        JsonNode signed = put();
        Reply refused = with(header)
                .postRaw(EVENTS, r2("PutObject", signed.get("objectKey").textValue()));
        refused.isProblem(401, "UNAUTHORIZED");
        assertThat(refused.header("WWW-Authenticate")).startsWith("Basic ");
        assertThat(status(signed)).isEqualTo("AWAITING_UPLOAD");
    }

    /** A user and a password are written with a colon, and sent in Base64. */
    private Client with(String header) {
        boolean named = header.startsWith("Basic ") && header.contains(":");
        String sent = named
                ? "Basic "
                        + Base64.getEncoder().encodeToString(header.substring(6).getBytes(UTF_8))
                : header;
        return server.newcomer().with("Authorization", sent);
    }

    @Test
    void an_operator_is_not_the_store() {
        server.operator().post(EVENTS, "{}").isProblem(401, "UNAUTHORIZED");
    }

    @Test
    void without_a_configured_token_there_is_no_such_thing() {
        try (TestServer deaf = TestServer.start(config(RateLimits.off(), Optional.empty()))) {
            deaf.newcomer()
                    .with("Authorization", "Bearer " + TestServer.STORE_TOKEN)
                    .post(EVENTS, "{}")
                    .isProblem(404, "STORAGE_EVENTS_DISABLED");
        }
    }

    @Test
    void who_guesses_is_slowed_down_and_the_store_is_not() {
        RateLimits two = RateLimits.of(new RateLimits.Rate(2, Duration.ofHours(1)));
        try (TestServer strict = TestServer.start(config(two, Optional.of(TestServer.STORE_TOKEN)))) {
            Client known = strict.newcomer().with("Authorization", "Bearer " + TestServer.STORE_TOKEN);
            for (int i = 0; i < 50; i++) {
                assertThat(known.post(EVENTS, "{}").status()).isEqualTo(202);
            }
            Client guesser = strict.newcomer().with("Authorization", "Bearer guess");
            assertThat(Stream.generate(() -> guesser.post(EVENTS, "{}").status())
                            .limit(100))
                    .contains(401, 429);
        }
    }

    private static WebConfig config(RateLimits limits, Optional<String> token) {
        return new WebConfig(
                "127.0.0.1",
                0,
                Optional.empty(),
                Set.of(),
                Set.of(),
                0,
                limits,
                new Authentication.Anonymous(),
                List.of(),
                token,
                true,
                WebConfig.MOST_STREAMS,
                Duration.ZERO,
                "1.2.3",
                WebConfig.Reports.NONE);
    }

    @Test
    void what_is_not_json_or_too_much_is_refused() {
        store.postRaw(EVENTS, "Records=1").isProblem(400, "MALFORMED_JSON");
        store.postRaw(EVENTS, "").isProblem(400, "MALFORMED_JSON");
        String event = r2("PutObject", "k");
        store.postRaw(EVENTS, "[" + (event + ",").repeat(1_000) + event + "]").isProblem(413, "PAYLOAD_TOO_LARGE");
    }

    private JsonNode put() {
        JsonNode signed = anna.sign(PHOTO);
        assertThat(anna.put(signed, PHOTO).status()).isEqualTo(200);
        return signed;
    }

    private String status(JsonNode signed) {
        return anna.get("/v1/images/" + signed.get("imageId").textValue()).at("/status");
    }

    private static String encoded(String key) {
        return URLEncoder.encode(key, UTF_8);
    }

    private static String s3(String event, String key) {
        return """
               {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-west-1",
                "eventTime":"2026-01-01T00:00:00.000Z","eventName":"%s",
                "s3":{"s3SchemaVersion":"1.0","configurationId":"c","bucket":{"name":"photos",
                "arn":"arn:aws:s3:::photos"},"object":{"key":"%s","size":1024,"eTag":"d41d8cd98f00b204e9800998ecf8427e",
                "sequencer":"0055AED6DCD90281E5"}}}]}""".formatted(event, key);
    }

    private static String minio(String key) {
        String records = s3("s3:ObjectCreated:Put", encoded(key));
        return "{\"EventName\":\"s3:ObjectCreated:Put\",\"Key\":\"photos/" + key + "\"," + records.substring(1);
    }

    private static String eventBridge(String key) {
        return """
               {"version":"0","id":"17793124-05d4-b198-2fde-7ededc63b103","detail-type":"Object Created",
                "source":"aws.s3","account":"111122223333","time":"2026-01-01T00:00:00Z","region":"eu-west-1",
                "resources":["arn:aws:s3:::photos"],"detail":{"version":"0","bucket":{"name":"photos"},
                "object":{"key":"%s","size":5,"etag":"b1946ac92492d2347c6235b4d2611184","sequencer":"617f08299329d189"},
                "request-id":"N4N7GDK58NMKJ12R","requester":"123456789012","reason":"PutObject"}}""".formatted(key);
    }

    private static String r2(String action, String key) {
        return """
               {"account":"3f4b7e3dcab231cbfdaa90a6a28bd548","action":"%s","bucket":"photos",
                "object":{"key":"%s","size":65536,"eTag":"c846ff7a18f28c2e262116d6e8719ef0"},
                "eventTime":"2026-01-01T00:00:00.000Z"}""".formatted(action, key);
    }

    private static String sns(String type, String message) {
        return Json.write(Map.of(
                "Type", type,
                "MessageId", "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
                "TopicArn", "arn:aws:sns:eu-west-1:123456789012:photos",
                "Message", message,
                "SubscribeURL", "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription"));
    }
}
