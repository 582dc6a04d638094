package dev.safelight.web.caller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.application.caller.Scope;
import dev.safelight.application.inspect.ScriptedInspector;
import dev.safelight.application.testing.TestClock;
import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import dev.safelight.web.WebConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Programs with keys: what they may, for whom, and until when. */
class ApiKeyTest {

    private static final String KEYS = "/v1/ops/api-keys";
    private static final byte[] PHOTO = ScriptedInspector.photo("seed=1");

    private final TestServer server = TestServer.start(new Authentication.ApiKeysOnly());
    private final Client operator = server.operator();

    @AfterEach
    void close() {
        server.close();
    }

    private Client holderOf(String key) {
        return server.newcomer().with("Authorization", "Bearer " + key);
    }

    private JsonNode issue(String json) {
        Reply reply = operator.post(KEYS, json);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        return reply.json();
    }

    @Test
    void an_operator_makes_a_key_that_is_shown_once() {
        JsonNode issued = issue("{'name':'the shop','scopes':['write','read','read']}");
        String key = issued.get("key").textValue();
        JsonNode described = issued.get("apiKey");
        assertThat(described.get("name").textValue()).isEqualTo("the shop");
        assertThat(described.get("scopes").toString()).isEqualTo("[\"read\",\"write\"]");
        assertThat(described.get("createdBy").textValue()).isEqualTo("operator");
        assertThat(described.get("createdAt").textValue()).isEqualTo(TestClock.START.toString());
        Client shop = TestServer.on(holderOf(key), "anna");
        assertThat(shop.get("/v1/images").status()).isEqualTo(200);
        assertThat(operator.get(KEYS).text())
                .contains(described.get("keyId").textValue())
                .doesNotContain(key.substring(16));
    }

    @Test
    void the_key_is_kept_nowhere_not_even_for_a_repeat() {
        Client repeating = operator.with("Idempotency-Key", "k1");
        Reply first = repeating.post(KEYS, "{'name':'the shop','scopes':['read']}");
        Reply second = repeating.post(KEYS, "{'name':'the shop','scopes':['read']}");
        assertThat(second.header("Idempotent-Replayed")).isEmpty();
        assertThat(second.at("/key")).isNotEqualTo(first.at("/key"));
    }

    @Test
    void what_is_wrong_with_a_wish_for_a_key_is_told_at_once() {
        operator.post(KEYS, "{}").names("/name", "REQUIRED").names("/scopes", "REQUIRED");
        operator.post(KEYS, "{'name':' ','scopes':['admin']}")
                .names("/name", "OUT_OF_RANGE")
                .names("/scopes", "BAD_VALUE");
        operator.post(KEYS, "{'name':'x','scopes':[]}").names("/scopes", "OUT_OF_RANGE");
        operator.post(KEYS, "{'name':'" + "x".repeat(101) + "','scopes':[7]}").names("/scopes/0", "WRONG_TYPE");
    }

    @Test
    void only_operators_deal_with_keys() {
        Client program = TestServer.on(server.program(Scope.values()), "anna");
        for (Client stranger : List.of(server.newcomer(), program)) {
            stranger.post(KEYS, "{'name':'x','scopes':['read']}").isProblem(401, "UNAUTHORIZED");
            stranger.get(KEYS).isProblem(401, "UNAUTHORIZED");
            stranger.delete(KEYS + "/abc").isProblem(401, "UNAUTHORIZED");
        }
    }

    @Test
    void a_revoked_key_is_refused_by_the_very_next_request() {
        JsonNode issued = issue("{'name':'the shop','scopes':['read']}");
        Client shop = TestServer.on(holderOf(issued.get("key").textValue()), "anna");
        assertThat(shop.get("/v1/images").status()).isEqualTo(200);
        String address = KEYS + "/" + issued.at("/apiKey/keyId").textValue();
        assertThat(operator.delete(address).status()).isEqualTo(204);
        Reply refused = shop.get("/v1/images").isProblem(401, "UNAUTHORIZED");
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(operator.delete(address).status()).isEqualTo(204);
        assertThat(operator.get(KEYS).at("/items/0/revokedAt")).isEqualTo(TestClock.START.toString());
        operator.delete(KEYS + "/000000000000").isProblem(404, "API_KEY_NOT_FOUND");
    }

    @Test
    void its_last_use_is_listed() {
        JsonNode issued = issue("{'name':'the shop','scopes':['read']}");
        assertThat(operator.get(KEYS).json().at("/items/0/lastUsedAt").isNull()).isTrue();
        server.clock.advance(Duration.ofMinutes(5));
        TestServer.on(holderOf(issued.get("key").textValue()), "anna").get("/v1/images");
        assertThat(operator.get(KEYS).at("/items/0/lastUsedAt"))
                .isEqualTo(TestClock.START.plus(Duration.ofMinutes(5)).toString());
    }

    @Test
    void the_list_comes_in_pages() {
        for (int i = 0; i < 3; i++) {
            issue("{'name':'program " + i + "','scopes':['read']}");
            server.clock.advance(Duration.ofSeconds(1));
        }
        Reply first = operator.get(KEYS + "?limit=2");
        assertThat(first.json().findValuesAsText("name")).containsExactly("program 2", "program 1");
        Reply second = operator.get(KEYS + "?limit=2&cursor=" + first.at("/nextCursor"));
        assertThat(second.json().findValuesAsText("name")).containsExactly("program 0");
        assertThat(second.json().get("nextCursor").isNull()).isTrue();
        operator.get(KEYS + "?limit=0").names("?limit", "OUT_OF_RANGE");
        operator.get(KEYS + "?cursor=x").names("?cursor", "BAD_VALUE");
    }

    @Test
    void a_key_does_what_its_scopes_say_and_nothing_else() {
        Client reader = TestServer.on(server.program(Scope.READ), "anna");
        Client writer = TestServer.on(server.program(Scope.WRITE), "anna");
        Client hearer = TestServer.on(server.program(Scope.WEBHOOKS), "anna");
        String id = writer.sign(PHOTO).get("imageId").textValue();
        assertThat(reader.get("/v1/images/" + id).status()).isEqualTo(200);
        for (Reply refused : List.of(reader.post("/v1/uploads/sign", "{}"), hearer.delete("/v1/images/" + id))) {
            refused.isProblem(403, "FORBIDDEN");
            assertThat(refused.at("/detail")).isEqualTo("The API key lacks the scope write.");
            assertThat(refused.header("WWW-Authenticate"))
                    .isEqualTo("Bearer error=\"insufficient_scope\", scope=\"write\"");
        }
        for (Client client : List.of(writer, hearer)) {
            assertThat(client.get("/v1/images").isProblem(403, "FORBIDDEN").at("/detail"))
                    .isEqualTo("The API key lacks the scope read.");
        }
        assertThat(writer.delete("/v1/images/" + id).status()).isEqualTo(204);
    }

    @Test
    void a_program_says_for_whom_it_comes_and_its_users_have_each_their_own() {
        Client program = server.program(Scope.values());
        program.get("/v1/images").names("Safelight-Owner:", "REQUIRED");
        for (String impossible : List.of("", " ", "a".repeat(181), "a\tb")) {
            TestServer.on(program, impossible).get("/v1/images").names("Safelight-Owner:", "BAD_VALUE");
        }
        assertThat(TestServer.on(program, "a".repeat(180)).get("/v1/images").status())
                .isEqualTo(200);
        String id = TestServer.on(program, "anna").sign(PHOTO).get("imageId").textValue();
        TestServer.on(program, "bert").get("/v1/images/" + id).isProblem(404, "IMAGE_NOT_FOUND");
        TestServer.on(program, "Anna").get("/v1/images/" + id).isProblem(404, "IMAGE_NOT_FOUND");
        assertThat(TestServer.on(server.program(Scope.READ), "anna")
                        .get("/v1/images/" + id)
                        .status())
                .as("another program for the same user")
                .isEqualTo(200);
    }

    @Test
    void where_only_programs_come_everybody_else_is_sent_away() {
        for (String authorization :
                List.of("Bearer nonsense", "Bearer sk_", "Bearer " + TestServer.OPERATOR_KEY, "Basic YTpi")) {
            Reply reply = server.newcomer().with("Authorization", authorization).get("/v1/images");
            reply.isProblem(401, "UNAUTHORIZED");
            assertThat(reply.header("Set-Cookie")).isEmpty();
        }
        Reply page = server.newcomer().with("Accept", "text/html").get("/");
        assertThat(page.header("Set-Cookie")).isEmpty();
    }

    @Test
    void a_program_never_comes_for_an_anonymous_visitor() {
        try (TestServer open = TestServer.start()) {
            Client visitor = open.newcomer();
            String id = visitor.sign(PHOTO).get("imageId").textValue();
            String cookie = open.newcomer().get("/v1/images").header("Set-Cookie");
            String name = cookie.substring("safelight=".length(), cookie.indexOf('.'));
            Client program = open.program(Scope.values());
            for (String user : List.of("anonymous:" + name, name, "user:anna")) {
                TestServer.on(program, user).get("/v1/images/" + id).isProblem(404, "IMAGE_NOT_FOUND");
            }
            Reply reply = TestServer.on(program, "anna").get("/v1/images");
            assertThat(reply.status()).as("keys are good in every mode").isEqualTo(200);
            assertThat(reply.header("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void users_with_tokens_and_programs_for_them_see_the_same() {
        String secret = "a secret of at least 32 characters";
        Authentication jwt =
                new Authentication.Jwt(new Authentication.Keys.Shared(secret), Optional.empty(), Optional.empty());
        try (TestServer both = TestServer.start(jwt)) {
            Client anna = both.newcomer()
                    .with(
                            "Authorization",
                            "Bearer " + Issuer.hs256(secret, Issuer.claims().build()));
            String id = anna.sign(PHOTO).get("imageId").textValue();
            Client program = both.program(Scope.READ);
            assertThat(TestServer.on(program, "anna").get("/v1/images/" + id).status())
                    .isEqualTo(200);
            TestServer.on(program, "bert").get("/v1/images/" + id).isProblem(404, "IMAGE_NOT_FOUND");
            assertThat(anna.with(Programs.OWNER, "bert").get("/v1/images/" + id).status())
                    .as("what a user says of somebody else is nothing")
                    .isEqualTo(200);
        }
    }

    @Test
    void while_the_database_is_down_a_key_is_not_called_unknown() {
        Client program = TestServer.on(server.program(Scope.READ), "anna");
        server.database.goDown();
        program.get("/v1/images").isProblem(503, "UNAVAILABLE");
        server.database.comeBack();
        assertThat(program.get("/v1/images").status()).isEqualTo(200);
    }

    @Test
    void a_program_is_counted_by_its_key_and_by_each_of_its_users() {
        RateLimits.Rate one = new RateLimits.Rate(1, Duration.ofMinutes(1));
        RateLimits limits = new RateLimits(Optional.of(one), Optional.empty());
        try (TestServer limited = TestServer.start(TestServer.config(limits, new Authentication.ApiKeysOnly()))) {
            Client program = limited.program(Scope.READ);
            assertThat(TestServer.on(program, "anna").get("/v1/images").status())
                    .isEqualTo(200);
            TestServer.on(program, "anna").get("/v1/images").isProblem(429, "RATE_LIMITED");
        }
        WebConfig behindProxy = behindProxy(limits);
        try (TestServer limited = TestServer.start(behindProxy)) {
            Client program = limited.program(Scope.READ);
            for (int i = 0; i < RateLimits.OWNERS_A_PROGRAM; i++) {
                Client elsewhere = TestServer.on(program, "user" + i).with("X-Forwarded-For", "10.0.0." + i);
                assertThat(elsewhere.get("/v1/images").status()).isEqualTo(200);
            }
            TestServer.on(program, "one more")
                    .with("X-Forwarded-For", "10.0.0.99")
                    .get("/v1/images")
                    .isProblem(429, "RATE_LIMITED");
        }
    }

    private static WebConfig behindProxy(RateLimits limits) {
        return new WebConfig(
                "127.0.0.1",
                0,
                Optional.<URI>empty(),
                Set.of(),
                Set.of(),
                1,
                limits,
                new Authentication.ApiKeysOnly(),
                List.of(),
                Optional.empty(),
                true,
                WebConfig.MOST_STREAMS,
                Duration.ZERO,
                "1.2.3",
                WebConfig.Reports.NONE);
    }

    @Test
    void several_operators_have_each_a_key_and_a_name() {
        WebConfig config = new WebConfig(
                "127.0.0.1",
                0,
                Optional.<URI>empty(),
                Set.of(),
                Set.of(),
                0,
                RateLimits.off(),
                new Authentication.Anonymous(),
                List.of(Operators.Key.of("the old key of all"), new Operators.Key("anna", "the new key of anna")),
                Optional.empty(),
                true,
                WebConfig.MOST_STREAMS,
                Duration.ZERO,
                "1.2.3",
                WebConfig.Reports.NONE);
        try (TestServer two = TestServer.start(config)) {
            Client anna = two.newcomer().with("X-Operator-Key", "the new key of anna");
            Client old = two.newcomer().with("Authorization", "Bearer the old key of all");
            String wish = "{'name':'x','scopes':['read']}";
            assertThat(anna.post(KEYS, wish).at("/apiKey/createdBy")).isEqualTo("anna");
            assertThat(old.post(KEYS, wish).at("/apiKey/createdBy")).isEqualTo("operator");
            two.newcomer().with("X-Operator-Key", "anna").get(KEYS).isProblem(401, "UNAUTHORIZED");
            two.newcomer()
                    .with("X-Operator-Key", "the old key of all,the new key of anna")
                    .get(KEYS)
                    .isProblem(401, "UNAUTHORIZED");
        }
    }
}
