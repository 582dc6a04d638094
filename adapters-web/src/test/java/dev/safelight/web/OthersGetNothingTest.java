package dev.safelight.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.safelight.application.caller.Scope;
import dev.safelight.application.inspect.ScriptedInspector;
import dev.safelight.web.caller.Authentication;
import dev.safelight.web.caller.Tokens;
import dev.safelight.web.webhook.Receiver;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * That no owner gets at another's things, made for every address that there is: {@link Routes#all()}. To somebody else a
 * thing is as if it had never been.
 *
 * <p>Whoever adds a kind of thing adds a line to {@link #UNKNOWN} and to {@link #things}; whoever adds an address that takes
 * ids in its body adds a line to {@link #BODIES}. Whoever forgets it is told so by a test that fails here.
 */
class OthersGetNothingTest {

    /** For each parameter of an owner's address the name of a thing that never was. */
    private static final Map<String, String> UNKNOWN = Map.of(
            "imageId", "019b7d2e-0000-7000-8000-000000000000",
            "fileId", "99999999",
            "setId", "never-was",
            "jobId", "019b7d2e-0000-7000-8000-000000000001",
            "webhookId", "019b7d2e-0000-7000-8000-000000000002",
            "deliveryId", "019b7d2e-0000-7000-8000-000000000003");

    /** For each address that must have a body one that names things as a path would. */
    private static final Map<String, String> BODIES = Map.of(
            "POST /v1/uploads/sign", "{'filename':'me.jpg','contentType':'image/jpeg','size':100000}",
            "POST /v1/uploads/complete", "{'imageId':'{imageId}'}",
            "POST /v1/download/initiate", "{'imageIds':['{imageId}'],'file_ids':[{fileId}]}",
            "POST /v1/download/check", "{'file_id':{fileId}}",
            "POST /v1/download/start", "{'file_id':{fileId}}",
            "POST /v1/webhooks", "{'url':'https://app.example.org/'}");

    /** Where something new is ordered, whose outcome is what counts: a worker works while they are waited for. */
    private static final Set<String> ORDERS = Set.of("POST /v1/download/initiate", "POST /v1/download/start");

    /** What anybody gets who asks, whoever it is, and why that is right. */
    private static final Map<String, String> OPEN = Map.ofEntries(
            Map.entry("GET /health", "a probe"),
            Map.entry("GET /livez", "a probe"),
            Map.entry("GET /readyz", "a probe"),
            Map.entry("GET /startupz", "a probe"),
            Map.entry("GET /", "the page"),
            Map.entry("GET /page/{pageFile}", "the page"),
            Map.entry("GET /ops", "a page that holds nothing before it has an operator's key"),
            Map.entry("GET /openapi.json", "documentation"),
            Map.entry("GET /docs", "documentation"),
            Map.entry("GET /docs/problems", "documentation"),
            Map.entry("GET /docs/{file}", "documentation"),
            Map.entry("GET /continue/{token}", "whoever has the token may, once"),
            Map.entry("POST /continue/{token}", "whoever has the token may, once"),
            Map.entry("GET /continue.css", "how a page looks"),
            Map.entry("GET /v1/policy", "the rules, the same for all"),
            Map.entry("PUT /v1/objects/{key}", "whoever has the signed URL may"),
            Map.entry("GET /v1/objects/{key}", "whoever has the signed URL may"),
            Map.entry("HEAD /v1/objects/{key}", "whoever has the signed URL may"));

    /** In these servers; MetricsTest holds who may read it where it is not. */
    private static final String SWITCHED_OFF = "GET /metrics";

    private static final Pattern PARAMETER = Pattern.compile("\\{([A-Za-z]+)}");
    private static final Set<String> OF_ONE_REQUEST = Set.of("requestId", "traceId", "isNew");
    private static final Set<String> KINDS = Set.of("imageId", "jobId", "webhookId");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String SECRET = "a secret of at least 32 characters";

    private final List<TestServer> servers = new ArrayList<>();
    private final Receiver receiver = Receiver.thatAnswers(200);

    @AfterEach
    void close() {
        servers.forEach(TestServer::close);
        receiver.close();
    }

    /** An address as it is documented. */
    private record Address(String method, String path) {

        static Address of(Route route) {
            return new Address(route.method(), route.path().replace('<', '{').replace('>', '}'));
        }

        List<String> parameters() {
            return PARAMETER
                    .matcher(path + BODIES.getOrDefault(toString(), ""))
                    .results()
                    .map(it -> it.group(1))
                    .toList();
        }

        JsonNode documented() {
            return Documentation.document().get("paths").get(path).get(method.toLowerCase(Locale.ROOT));
        }

        /** As the document says: of an owner when it says nothing else. */
        boolean isOwners() {
            return !documented().has("security");
        }

        /** Only changes are refused for the page that sent them. */
        boolean changes() {
            return refusals(403).contains("FOREIGN_ORIGIN");
        }

        /** The documented codes of an answer. */
        List<String> refusals(int status) {
            String reference = documented().at("/responses/" + status + "/$ref").asText();
            JsonNode codes =
                    Documentation.document().at(reference.replace("#", "")).path("x-codes");
            return codes.valueStream().map(JsonNode::textValue).toList();
        }

        boolean isStream() {
            return documented().toString().contains("text/event-stream");
        }

        Reply call(Client client, Map<String, String> names) {
            String at = filled(path, names);
            String body = BODIES.get(toString());
            return body == null
                    ? client.send(method, at, BodyPublishers.noBody())
                    : client.with("Content-Type", "application/json")
                            .send(method, at, BodyPublishers.ofString(filled(body.replace('\'', '"'), names)));
        }

        private static String filled(String template, Map<String, String> names) {
            return PARAMETER
                    .matcher(template)
                    .replaceAll(it -> Matcher.quoteReplacement(names.getOrDefault(it.group(1), "x")));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** How two owners come who are not the same. */
    private record Ways(
            String name, Authentication authentication, Function<TestServer, Function<String, Client>> comers) {}

    private static List<Ways> ways() {
        return List.of(
                new Ways(
                        "as visitors with cookies",
                        new Authentication.Anonymous(),
                        server -> user -> server.newcomer()),
                new Ways(
                        "as users with tokens",
                        jwt(),
                        server -> user -> server.newcomer().with("Authorization", "Bearer " + Tokens.of(user, SECRET))),
                new Ways("through one program", new Authentication.ApiKeysOnly(), server -> {
                    Client program = server.program(Scope.values());
                    return user -> TestServer.on(program, user);
                }));
    }

    private static Authentication jwt() {
        return new Authentication.Jwt(new Authentication.Keys.Shared(SECRET), Optional.empty(), Optional.empty());
    }

    private TestServer start(Authentication authentication) {
        TestServer server = TestServer.start(authentication);
        servers.add(server);
        return server;
    }

    private static List<Address> addresses(TestServer server) {
        return server.routes().stream().map(Address::of).toList();
    }

    private static List<Address> owners(TestServer server) {
        return addresses(server).stream().filter(Address::isOwners).toList();
    }

    /** What somebody has: for each state that a thing can be in, its names by the parameters of addresses. */
    private Map<String, Map<String, String>> things(TestServer server, Client client) {
        Map<String, Map<String, String>> things = new LinkedHashMap<>();
        String webhook =
                client.post("/v1/webhooks", "{'url':'" + receiver.url() + "'}").at("/webhookId");
        server.tellWebhooks();
        String awaited =
                client.sign(ScriptedInspector.photo("seed=1")).get("imageId").textValue();
        String accepted = client.upload("seed=2");
        String rejected = client.upload("seed=3 sharpness=1");
        server.work();
        server.decoder.goDown();
        String failed = client.upload("seed=5");
        server.work();
        server.decoder.comeBack();
        String finished = download(client, accepted);
        server.work();
        things.put("a photo that is awaited", image(client, awaited));
        things.put("a photo that we failed with", image(client, failed));
        things.put("an accepted photo", image(client, accepted));
        things.put("a rejected photo", image(client, rejected));
        things.put("a photo in work", image(client, client.upload("seed=4")));
        things.put("a finished download", Map.of("jobId", finished));
        things.put("a download in work", Map.of("jobId", download(client, rejected)));
        things.put("a webhook", Map.of("webhookId", webhook, "deliveryId", delivery(client, webhook)));
        return things;
    }

    private static String delivery(Client client, String webhook) {
        return await().until(
                        () -> client.get("/v1/webhooks/" + webhook + "/deliveries")
                                .at("/items/0/deliveryId"),
                        id -> !id.isEmpty());
    }

    private static Map<String, String> image(Client client, String id) {
        String number = client.get("/v1/images/" + id).json().get("fileId").asText();
        return Map.of("imageId", id, "fileId", number, "setId", "default");
    }

    private static String download(Client client, String image) {
        Reply reply = client.post("/v1/download/initiate", "{'imageIds':['" + image + "']}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(202);
        return reply.at("/jobId");
    }

    @Test
    void every_kind_of_thing_and_every_body_is_known_here_and_every_refusal_is_documented() {
        for (Address address : owners(start(new Authentication.Anonymous()))) {
            assertThat(UNKNOWN.keySet())
                    .as("%s takes something that this test does not know: add it to UNKNOWN and things()", address)
                    .containsAll(address.parameters());
            assertThat(BODIES.containsKey(address.toString()))
                    .as("%s must have a body: add one to BODIES, with the ids that it takes", address)
                    .isEqualTo(address.documented().at("/requestBody/required").asBoolean(false));
            assertThat(address.refusals(400))
                    .as("%s without Safelight-Owner", address)
                    .contains("INVALID_REQUEST");
            assertThat(address.refusals(403))
                    .as("%s without the scope", address)
                    .contains("FORBIDDEN");
        }
    }

    @TestFactory
    Stream<DynamicContainer> to_somebody_else_a_thing_is_as_if_it_had_never_been() {
        return ways().stream().map(way -> {
            TestServer server = start(way.authentication());
            Function<String, Client> comers = way.comers().apply(server);
            Client anna = comers.apply("anna");
            Client bert = comers.apply("bert");
            bert.get("/v1/images"); // so that he has his cookie, and is the same from now on
            Client carl = comers.apply("carl"); // who never named anything of hers
            Map<String, Map<String, String>> things = things(server, anna);
            List<DynamicNode> tests = new ArrayList<>();
            for (Address address : owners(server)) {
                List<String> takes = address.parameters();
                if (takes.isEmpty() && address.method().equals("GET") && !address.isStream()) {
                    tests.add(dynamicTest(
                            address + " shows nothing of hers", () -> assertShowsNothing(address, carl, things)));
                }
                things.forEach((what, names) -> {
                    if (!takes.isEmpty() && names.keySet().containsAll(takes)) {
                        tests.add(dynamicTest(
                                address + " for " + what, () -> assertAsIfItNeverWas(server, address, bert, names)));
                    }
                });
            }
            tests.add(dynamicTest("every kind of thing was asked for", () -> assertAllAskedFor(server, things)));
            tests.add(dynamicTest("and she still has it all", () -> assertHasAll(anna, things)));
            return dynamicContainer(way.name(), tests);
        });
    }

    private static void assertAllAskedFor(TestServer server, Map<String, Map<String, String>> things) {
        assertThat(owners(server))
                .allSatisfy(address -> assertThat(things.values())
                        .as("nobody has a thing that %s is about: add one to things()", address)
                        .anySatisfy(names -> assertThat(names.keySet()).containsAll(address.parameters())));
    }

    private static void assertAsIfItNeverWas(
            TestServer server, Address address, Client stranger, Map<String, String> hers) throws Exception {
        Reply reply = answer(server, address, stranger, hers);
        Reply never = answer(server, address, stranger, UNKNOWN);
        assertThat(reply.status()).as(reply.text()).isEqualTo(never.status());
        assertThat(said(reply, hers)).isEqualTo(said(never, UNKNOWN));
    }

    private static Reply answer(TestServer server, Address address, Client client, Map<String, String> names)
            throws Exception {
        if (!ORDERS.contains(address.toString())) {
            return address.call(client, names);
        }
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Reply> reply = thread.submit(() -> address.call(client.with("Prefer", "wait=20"), names));
            while (!reply.isDone()) {
                server.work();
                LockSupport.parkNanos(1_000_000);
            }
            return reply.get();
        }
    }

    /** The reply without what differs between any two, and without the names that were asked for. */
    private static String said(Reply reply, Map<String, String> names) {
        if (reply.body().length == 0) {
            return "";
        }
        JsonNode json = reply.json();
        if (json instanceof ObjectNode object) {
            object.remove(OF_ONE_REQUEST);
        }
        String text = json.toString();
        for (Map.Entry<String, String> name : names.entrySet()) {
            text = text.replace(name.getValue(), "{" + name.getKey() + "}");
        }
        return UUID.matcher(text).replaceAll("{some id}");
    }

    private static void assertShowsNothing(Address address, Client stranger, Map<String, Map<String, String>> things) {
        Reply reply = address.call(stranger, Map.of());
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        Stream<String> ids = things.values().stream()
                .flatMap(names -> names.values().stream())
                .filter(name -> UUID.matcher(name).matches());
        assertThat(ids).allSatisfy(id -> assertThat(reply.text()).doesNotContain(id));
    }

    private static void assertHasAll(Client owner, Map<String, Map<String, String>> things) {
        String lists = Stream.of("/v1/images", "/v1/download", "/v1/webhooks")
                .map(list -> owner.get(list).text())
                .collect(Collectors.joining());
        things.forEach((what, names) -> assertThat(names)
                .as(what)
                .hasEntrySatisfying(
                        new Condition<>(KINDS::contains, "a thing"),
                        new Condition<>(lists::contains, "in a list of hers")));
    }

    @TestFactory
    Stream<DynamicContainer> who_does_not_say_who_he_is_gets_only_what_is_for_all() {
        return Stream.of(jwt(), new Authentication.ApiKeysOnly()).map(authentication -> {
            TestServer server = start(authentication);
            Stream<DynamicTest> tests = addresses(server).stream()
                    .map(address -> dynamicTest(address.toString(), () -> assertClosed(address, server.newcomer())));
            return dynamicContainer(authentication.getClass().getSimpleName(), tests);
        });
    }

    private static void assertClosed(Address address, Client nobody) {
        assertThat(address.documented().path("security").isEmpty()
                        && address.documented().has("security"))
                .as("%s is for all: say in OPEN why that is right", address)
                .isEqualTo(OPEN.containsKey(address.toString()));
        if (!OPEN.containsKey(address.toString())) {
            Reply reply = address.call(nobody, UNKNOWN);
            assertThat(reply.header("Set-Cookie")).isEmpty();
            if (address.toString().equals(SWITCHED_OFF)) {
                assertThat(reply.status()).isEqualTo(404);
            } else {
                assertThat(reply.status()).as(reply.text()).isEqualTo(401);
                assertThat(reply.header("WWW-Authenticate")).isNotEmpty();
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> a_key_without_any_scope_that_counts_gets_nothing() {
        TestServer server = start(new Authentication.ApiKeysOnly());
        Client reader = TestServer.on(server.program(Scope.READ), "anna");
        Client writer = TestServer.on(server.program(Scope.WRITE), "anna");
        Client hearer = TestServer.on(server.program(Scope.WEBHOOKS), "anna");
        return owners(server).stream()
                .map(address -> dynamicTest(address.toString(), () -> {
                    boolean webhooks = address.path().startsWith("/v1/webhooks");
                    List<Client> others =
                            webhooks ? List.of(reader, writer) : List.of(hearer, address.changes() ? reader : writer);
                    for (Client other : others) {
                        address.call(other, UNKNOWN).isProblem(403, "FORBIDDEN");
                    }
                }));
    }
}
