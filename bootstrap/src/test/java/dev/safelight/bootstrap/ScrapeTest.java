package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.safelight.imaging.sample.SamplePhotos;
import dev.safelight.persistence.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the running application tells Prometheus, and what the dashboard and the rules make of it. */
class ScrapeTest {

    private static final Path DASHBOARD = Path.of("..", "deploy", "grafana", "safelight.json");
    static final Path RULES = Path.of("..", "deploy", "prometheus", "alerts.yml");

    /** Whatever any library of ours names so. What Prometheus itself knows ({@code up}) is not among them. */
    private static final Pattern METRIC =
            Pattern.compile("\\b(?:safelight|jvm|process|system|disk|hikaricp)_[a-z0-9_]+");

    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
    private static final Pattern RUNBOOK = Pattern.compile("runbook_url: (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");
    private static final String TOKEN = "the token of Prometheus";

    @TempDir
    private static Path data;

    private static TestDatabase database;
    private static WholeApp app;
    private static String photo;
    private static String scrape;

    @BeforeAll
    static void scrapeAfterSomebodyWasThere() throws Exception {
        database = TestDatabase.create();
        app = WholeApp.start(data, database.config(), Map.of("SAFELIGHT_METRICS_TOKEN", TOKEN));
        Visitor visitor = new Visitor(app.url());
        photo = visitor.bring(SamplePhotos.light(1), "default");
        assertThat(visitor.completed(photo).path("status").asText()).isEqualTo("ACCEPTED");
        visitor.get("/made/up/by/a/stranger");
        // The last counts are made when the answer has gone out.
        await().untilAsserted(() -> assertThat(scrape())
                .contains("safelight_images_finished_total{outcome=\"ACCEPTED\"} 1.0")
                .contains("route=\"other\",status=\"4xx\""));
        scrape = scrape();
    }

    @AfterAll
    static void stop() {
        app.close();
        database.close();
    }

    private static String scrape() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(app.url() + "/metrics"))
                .header("Authorization", "Bearer " + TOKEN)
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain; version=0.0.4");
        return response.body();
    }

    private static Stream<String> samples() {
        return scrape.lines().filter(line -> !line.startsWith("#"));
    }

    private static String name(String sample) {
        return sample.split("[{ ]", 2)[0];
    }

    private static Set<String> names() {
        return samples().map(ScrapeTest::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> usedIn(Stream<String> expressions) {
        return expressions
                .flatMap(expression -> METRIC.matcher(expression).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static List<String> expressionsOfTheDashboard() throws IOException {
        return new JsonMapper()
                .readTree(Files.readString(DASHBOARD))
                .path("panels")
                .findValuesAsText("expr");
    }

    @Test
    void every_metric_of_the_dashboard_is_in_a_scrape() throws IOException {
        List<String> expressions = expressionsOfTheDashboard();
        assertThat(expressions).hasSizeGreaterThan(50);
        assertThat(names()).containsAll(usedIn(expressions.stream()));
    }

    @Test
    void every_metric_of_the_alert_rules_is_in_a_scrape() throws IOException {
        assertThat(names()).containsAll(usedIn(Files.readString(RULES).lines()));
    }

    @Test
    void every_alert_leads_to_its_own_part_of_the_manual() throws IOException {
        String rules = Files.readString(RULES);
        List<String> wanted = ALERT.matcher(rules)
                .results()
                .map(found -> "docs/operations.md#" + found.group(1).toLowerCase(Locale.ROOT))
                .toList();
        assertThat(wanted).hasSizeGreaterThan(20).doesNotHaveDuplicates();
        assertThat(RUNBOOK.matcher(rules).results().map(found -> found.group(1)))
                .isEqualTo(wanted);
    }

    @Test
    void one_photo_shows_in_the_figures_of_all_that_had_to_do_with_it() {
        assertThat(scrape)
                .contains("safelight_images_promised_total 1.0")
                .contains("safelight_work_attempts_total{kind=\"judge\"} 1.0")
                .contains("safelight_jobs_claimed_total{kind=\"verify\"} 1.0")
                .contains("safelight_decode_duration_seconds_count{format=\"jpeg\"} 1")
                .contains("safelight_inspection_duration_seconds_count{format=\"jpeg\",result=\"decoded\"} 1")
                .contains("safelight_dependency_up{dependency=\"database\"} 1.0")
                .contains("safelight_queue_paused{kind=\"judge\"} 0.0")
                .contains("safelight_build_info{role=\"all\",version=\"" + Build.VERSION + "\"} 1")
                .contains("hikaricp_connections_max{pool=\"safelight\"}");
        assertThat(app.errors()).isEmpty();
    }

    @Test
    void no_label_has_an_id_or_what_a_stranger_made_up_and_none_has_many_values() {
        assertThat(scrape).doesNotContain(photo).doesNotContain("stranger");
        Map<String, Set<String>> values = samples()
                .filter(sample -> sample.startsWith("safelight_"))
                .flatMap(sample -> LABEL.matcher(sample).results())
                .collect(Collectors.groupingBy(
                        found -> found.group(1),
                        Collectors.mapping(found -> found.group(2), Collectors.toCollection(TreeSet::new))));
        assertThat(values).allSatisfy((label, all) -> assertThat(all).as(label).hasSizeLessThanOrEqualTo(50));
    }

    /** Each is kept in memory here and in Prometheus, for every process. */
    @Test
    void a_process_has_fewer_than_two_thousand_series() {
        assertThat(samples()).hasSizeLessThan(2_000);
    }

    @Test
    void every_metric_says_what_it_is() {
        Set<String> told = scrape.lines()
                .filter(line -> line.startsWith("# HELP safelight_"))
                .filter(line -> line.split(" ", 4).length == 4)
                .map(line -> line.split(" ", 4)[2])
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(names())
                .filteredOn(name -> name.startsWith("safelight_"))
                .allSatisfy(name -> assertThat(
                                told.contains(name) || told.contains(name.replaceFirst("_(bucket|sum|count|max)$", "")))
                        .as(name)
                        .isTrue());
    }
}
