package dev.safelight.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** {@code docs/openapi.yaml}, and whether replies are as it says. */
final class Documentation {

    /** What may befall any request before it comes to an operation. */
    private static final Set<String> ANYWHERE = Set.of("BAD_REQUEST", "METHOD_NOT_ALLOWED", "NOT_FOUND");

    private static final int MOST_SHOWN = 4_000;

    private static final JsonNode DOCUMENT = load();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final Map<JsonNode, JsonSchema> COMPILED = new ConcurrentHashMap<>();

    private Documentation() {}

    static JsonNode document() {
        return DOCUMENT;
    }

    /** Every documented address, as {@code GET /v1/images}. */
    static Set<String> addresses() {
        Set<String> addresses = new TreeSet<>();
        DOCUMENT.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> addresses.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return addresses;
    }

    /** Fails unless the reply is one that the documentation knows for this address, in every detail. */
    static void check(String method, String path, Reply reply) {
        String what = method + " " + path + " → " + reply.status() + " "
                + reply.text().substring(0, Math.min(reply.text().length(), MOST_SHOWN));
        if (reply.header("Content-Type").equals("application/problem+json")) {
            validate(what, schema("Problem"), reply);
        }
        Optional<JsonNode> operation = operation(method, path);
        boolean anywhere = operation.isEmpty() || ANYWHERE.contains(code(reply));
        if (anywhere) {
            assertThat(reply.status()).as(what).isIn(204, 400, 404, 405, 415);
            return;
        }
        JsonNode response = resolve(operation.get().get("responses").path(Integer.toString(reply.status())));
        assertThat(response.isObject()).as("undocumented: " + what).isTrue();
        checkContent(what, response, reply);
    }

    private static void checkContent(String what, JsonNode response, Reply reply) {
        if (response.has("x-codes") && reply.body().length > 0) {
            assertThat(response.get("x-codes"))
                    .as(what)
                    .extracting(JsonNode::textValue)
                    .contains(code(reply));
        }
        if (!response.has("content")) {
            assertThat(reply.body()).as(what).isEmpty();
            return;
        }
        String type = reply.header("Content-Type").split(";", 2)[0];
        JsonNode content = response.get("content");
        JsonNode media = content.has(type) ? content.get(type) : content.path("*/*");
        assertThat(media.isObject())
                .as("undocumented content " + type + " of " + what)
                .isTrue();
        if (media.has("schema") && reply.body().length > 0) {
            validate(what, media.get("schema"), reply);
        }
    }

    private static String code(Reply reply) {
        return reply.header("Content-Type").equals("application/problem+json") && reply.body().length > 0
                ? reply.at("/code")
                : "";
    }

    private static void validate(String what, JsonNode schema, Reply reply) {
        if (reply.body().length > 0) {
            assertThat(compiled(schema).validate(reply.json())).as(what).isEmpty();
        }
    }

    private static JsonSchema compiled(JsonNode schema) {
        return COMPILED.computeIfAbsent(schema, it -> {
            ObjectNode whole = it.deepCopy();
            whole.set("components", DOCUMENT.get("components"));
            return SCHEMAS.getSchema(whole);
        });
    }

    private static JsonNode schema(String name) {
        return DOCUMENT.at("/components/schemas/" + name);
    }

    private static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.get("$ref").textValue().substring(1)) : node;
    }

    private static Optional<JsonNode> operation(String method, String path) {
        String plain = path.split("\\?", 2)[0];
        String known = plain.startsWith("/uploads") ? "/v1" + plain : plain;
        String name =
                method.equals("HEAD") && !known.startsWith("/v1/objects") ? "get" : method.toLowerCase(Locale.ROOT);
        Iterable<Map.Entry<String, JsonNode>> paths = DOCUMENT.get("paths").properties();
        Optional<JsonNode> exact = Optional.ofNullable(DOCUMENT.get("paths").get(known));
        return exact.or(() -> StreamSupport.stream(paths.spliterator(), false)
                        .filter(entry -> matches(entry.getKey(), known))
                        .map(Map.Entry::getValue)
                        .findFirst())
                .flatMap(operations -> Optional.ofNullable(operations.get(name)));
    }

    private static boolean matches(String template, String path) {
        String regex = Pattern.quote(template)
                .replaceAll("\\{(key|pageFile)}", "\\\\E.+\\\\Q")
                .replaceAll("\\{[a-zA-Z]+}", "\\\\E[^/]+\\\\Q");
        return path.matches(regex);
    }

    private static JsonNode load() {
        try (InputStream yaml = Documentation.class.getResourceAsStream("/dev/safelight/web/docs/openapi.yaml")) {
            return new YAMLMapper().readTree(yaml);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
