package dev.safelight.bootstrap.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.safelight.bootstrap.postgres.EmbeddedPostgres;
import dev.safelight.persistence.Database;
import dev.safelight.persistence.DatabaseConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * What an operator waits for where there are many images: a page of the list by each of its filters, and what is done to
 * thousands at once. Asked over HTTP of the whole program. One in a hundred images is an ERROR, six are rejected, two failed
 * to upload.
 */
final class OperatorBench implements AutoCloseable {

    private static final String KEY = "the key of the operator who measures";
    private static final JsonMapper JSON = new JsonMapper();
    private static final double MILLION = 1e6;
    private static final int OWNERS = 25_000;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration TO_FILL = Duration.ofMinutes(30);

    private final PrintStream out;
    private final SafelightSide server;
    private final HttpClient http = HttpClient.newHttpClient();

    private OperatorBench(SafelightSide server, PrintStream out) {
        this.server = server;
        this.out = out;
    }

    /** @param arguments images, rounds */
    public static void main(String... arguments) throws Exception {
        run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), System.out);
    }

    static void run(int images, int rounds, PrintStream out) throws Exception {
        Path folder = Files.createTempDirectory("safelight-bench");
        // Nobody works here, so that what was sent back to work stays there and can be counted.
        Map<String, String> settings = Map.of("SAFELIGHT_ROLE", "api", "SAFELIGHT_OPERATOR_KEY", KEY);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder);
                SafelightSide server = new SafelightSide(folder, postgres, settings);
                OperatorBench bench = new OperatorBench(server, out)) {
            fill(postgres, images);
            bench.pages(images, rounds);
            bench.bulk(images / 100);
        } finally {
            Folders.remove(folder);
        }
    }

    private static void fill(EmbeddedPostgres postgres, int images) {
        DatabaseConfig config =
                new DatabaseConfig(postgres.jdbcUrl(), postgres.user(), postgres.password(), 1, CONNECT, TO_FILL);
        try (Database database = Database.open(config)) {
            execute(
                    database,
                    "INSERT INTO owner SELECT 'owner-' || i FROM generate_series(0, %d) AS i".formatted(OWNERS - 1));
            execute(database, "INSERT INTO photo_set SELECT id, 'default', 1000, 1000, 1000 FROM owner");
            execute(database, """
                    INSERT INTO image (id, owner, set_name, filename, content_type, promised_format, promised_size,
                                       created_at, deadline, version, chapter, since, status, due_at,
                                       object_key, object_size, object_etag, fault, incident_id, incident_summary,
                                       evidence, verdict, policy_version, content_sha256)
                    SELECT gen_random_uuid(), 'owner-' || i %% %2$d, 'default', 'img-' || i || '.jpg', 'image/jpeg', 'JPEG', 1,
                           now(), now(), 1, 1, now(), status, CASE WHEN status = 'AWAITING_UPLOAD' THEN now() END,
                           CASE WHEN kept THEN 'k' END, CASE WHEN kept THEN 1 END, CASE WHEN kept THEN 'e' END,
                           CASE WHEN status = 'UPLOAD_FAILED' THEN 'SIZE_MISMATCH' END,
                           CASE WHEN status = 'ERROR' THEN 'incident-' || i END,
                           CASE WHEN status = 'ERROR' THEN 'the store answered 403' END,
                           CASE WHEN judged THEN '{"bytes": 1, "sha256": "%1$s", "promised": "JPEG"}'::jsonb END,
                           CASE WHEN judged THEN jsonb_build_object('warnings', '[]'::jsonb, 'reasons',
                               CASE WHEN status = 'ACCEPTED' THEN '[]'::jsonb ELSE jsonb_build_array(jsonb_build_object(
                                   'code', CASE WHEN i %% 10000 = 1 THEN 'TOO_BRIGHT' ELSE 'TOO_BLURRY' END,
                                   'severity', 'REJECT', 'title', 'Too blurry', 'advice', 'Hold still', 'measured', 12.5,
                                   'limit', 25, 'unit', '')) END) END,
                           CASE WHEN judged THEN 'p' END, CASE WHEN judged THEN '%1$s' END
                    FROM (SELECT *, status <> 'UPLOAD_FAILED' AND status <> 'AWAITING_UPLOAD' AS kept,
                                 status IN ('ACCEPTED', 'REJECTED') AS judged
                          FROM (SELECT i, CASE WHEN i %% 100 = 0 THEN 'ERROR' WHEN i %% 100 < 7 THEN 'REJECTED'
                                               WHEN i %% 100 < 9 THEN 'UPLOAD_FAILED' WHEN i %% 100 = 9 THEN 'AWAITING_UPLOAD'
                                               ELSE 'ACCEPTED' END AS status
                                FROM generate_series(1, %3$d) AS i) AS numbered) AS known
                    """.formatted("ab".repeat(32), OWNERS, images));
            execute(database, "VACUUM ANALYZE image");
        }
    }

    private static void execute(Database database, String sql) {
        database.run("filling", handle -> handle.execute(sql));
    }

    private record Question(String name, String query, long[] nanos) {}

    /** In turns, so that each filter meets the same moods of the machine. */
    private void pages(int images, int rounds) throws IOException, InterruptedException {
        List<Question> questions = questions(images, rounds);
        for (int round = -1; round < rounds; round++) {
            for (Question question : questions) {
                long begun = System.nanoTime();
                get("images?limit=50&" + question.query());
                if (round >= 0) { // the first is for the caches
                    question.nanos()[round] = System.nanoTime() - begun;
                }
            }
        }
        report(images, questions);
    }

    private List<Question> questions(int images, int rounds) throws IOException, InterruptedException {
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put("the newest", "");
        queries.put("accepted", "state=ACCEPTED");
        queries.put("in error", "state=ERROR");
        queries.put("rejected, from far on", "state=REJECTED&cursor=" + farOn());
        queries.put("of an owner", "owner=owner-4711");
        queries.put("of an owner, rejected", "owner=owner-4703&state=REJECTED");
        queries.put("too blurry: nearly all of the rejected", "code=TOO_BLURRY");
        queries.put("too bright: one in ten thousand", "code=TOO_BRIGHT");
        queries.put("no face: none", "code=NO_FACE");
        queries.put("uploads of the wrong size", "code=SIZE_MISMATCH");
        queries.put("by number", "q=" + (10_000 + images / 2));
        queries.put("by the beginning of a file name", "q=img-77");
        queries.put("by a file name that nobody has", "q=holiday");
        return queries.entrySet().stream()
                .map(query -> new Question(query.getKey(), query.getValue(), new long[rounds]))
                .toList();
    }

    /** Where ten thousand of the rejected have been seen, if there are so many. */
    private String farOn() throws IOException, InterruptedException {
        String cursor = "";
        for (int page = 0; page < 100; page++) {
            cursor = get("images?limit=100&state=REJECTED" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .path("nextCursor")
                    .asText("");
        }
        return cursor;
    }

    private void report(int images, List<Question> questions) {
        out.printf(Locale.ROOT, "| a page of 50 of %,d images | median, ms | p95, ms |%n", images);
        out.println("|---|---:|---:|");
        questions.forEach(question -> row(question.name(), question.nanos()));
        row(
                "all of these",
                questions.stream()
                        .flatMapToLong(question -> Arrays.stream(question.nanos()))
                        .toArray());
    }

    private void row(String name, long[] nanos) {
        long[] sorted = LongStream.of(nanos).sorted().toArray();
        out.printf(
                Locale.ROOT,
                "| %s | %.0f | %.0f |%n",
                name,
                sorted[sorted.length / 2] / MILLION,
                sorted[sorted.length * 95 / 100] / MILLION);
    }

    /** The same wish three times: once, again with its key, and again as a new one. */
    private void bulk(int errors) throws IOException, InterruptedException {
        out.printf(Locale.ROOT, "%n| retry of %,d | done | unchanged | s |%n", errors);
        out.println("|---|---:|---:|---:|");
        bulk("the first time", "one", errors);
        bulk("again, with the same key", "one", errors);
        bulk("again, as a new wish", "two", errors);
        JsonNode audit = get("audit?limit=100").path("items");
        int done = 0;
        for (JsonNode entry : audit) {
            done += entry.path("done").asInt();
        }
        out.printf(Locale.ROOT, "%nIn the audit: %d entries, %,d images.%n", audit.size(), done);
        out.printf("In error now: %s.%n", get("overview").at("/images/ERROR"));
    }

    private void bulk(String name, String key, int errors) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        JsonNode outcome = ask(request("images/actions")
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("""
                        {"action": "retry", "filter": {"state": "ERROR"}, "atMost": %d, "reason": "the store is back"}
                        """.formatted(errors)))
                .build());
        out.printf(
                Locale.ROOT,
                "| %s | %,d | %,d | %.1f |%n",
                name,
                outcome.path("done").asInt(),
                outcome.path("unchanged").asInt(),
                (System.nanoTime() - begun) / (1_000 * MILLION));
    }

    private JsonNode get(String what) throws IOException, InterruptedException {
        return ask(request(what).build());
    }

    private HttpRequest.Builder request(String what) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/v1/ops/" + what))
                .header("Authorization", "Bearer " + KEY);
    }

    private JsonNode ask(HttpRequest request) throws IOException, InterruptedException {
        var response = http.send(request, BodyHandlers.ofByteArray());
        JsonNode json = JSON.readTree(response.body());
        if (response.statusCode() != 200) {
            throw new IOException(request.uri() + " answered " + response.statusCode() + " " + json);
        }
        return json;
    }

    @Override
    public void close() {
        http.close();
    }
}
