package dev.safelight.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import dev.safelight.web.WebConfig;
import dev.safelight.web.http.ProblemCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PageTest {

    private static final Pattern OUR_FILES = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"");

    private static final TestServer server = TestServer.start();
    private final Client visitor = server.newcomer();
    private final Client browser = visitor.with("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void a_browser_sees_the_page_and_others_a_greeting() {
        assertThat(browser.get("/").header("Content-Type")).startsWith("text/html");
        Reply greeting = visitor.get("/");
        assertThat(greeting.at("/name")).isEqualTo("Safelight");
        assertThat(greeting.at("/version")).isEqualTo("1.2.3");
        assertThat(greeting.header("Vary")).contains("Accept");
    }

    @Test
    void a_browser_is_told_that_it_is_new_once() {
        List<String> welcome = cookies(browser.get("/"));
        assertThat(welcome).anyMatch(cookie -> cookie.startsWith("safelight-new=1"));
        Client known = browser.with("Cookie", welcome.getFirst().split(";", 2)[0]);
        assertThat(cookies(known.get("/"))).noneMatch(cookie -> cookie.startsWith("safelight-new"));
    }

    private static List<String> cookies(Reply reply) {
        return reply.headers().allValues("Set-Cookie");
    }

    @Test
    void a_page_runs_no_script_but_its_own() {
        for (String path : List.of("/", "/ops", "/docs", "/docs/problems")) {
            Reply page = browser.get(path);
            assertThat(page.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'");
            assertThat(page.text()).doesNotContain("<script>", "<style", " onclick=", " style=", "javascript:");
        }
    }

    @Test
    void the_page_may_talk_to_the_store_and_show_its_pictures() {
        assertThat(browser.get("/").header("Content-Security-Policy"))
                .contains("connect-src 'self' https://bucket.example.com;")
                .contains("img-src blob: 'self' https://bucket.example.com;");
    }

    @Test
    void a_page_may_talk_to_sentry_and_knows_where_that_is_only_where_it_is_configured() {
        assertThat(browser.get("/").text()).doesNotContain("sentry-dsn");
        var reports =
                new PageReports(URI.create("https://key@sentry.example.org:9000/7"), "staging", "safelight@1.2.3");
        WebConfig config = TestServer.config(new WebConfig.Reports(false, Optional.of(reports)));
        try (TestServer telling = TestServer.start(config)) {
            for (String path : List.of("/", "/ops")) {
                Reply page = telling.newcomer().with("Accept", "text/html").get(path);
                assertThat(page.text())
                        .contains("<meta name=\"sentry-dsn\" content=\"https://key@sentry.example.org:9000/7\" />")
                        .contains("<meta name=\"sentry-environment\" content=\"staging\" />")
                        .contains("<meta name=\"sentry-release\" content=\"safelight@1.2.3\" /></head>");
                assertThat(page.header("Content-Security-Policy"))
                        .contains("connect-src 'self' https://bucket.example.com https://sentry.example.org:9000;")
                        .contains("img-src blob: 'self' https://bucket.example.com;");
            }
        }
    }

    @Test
    void nothing_on_our_pages_is_inline() {
        for (String path : List.of("/", "/ops")) {
            assertThat(browser.get(path).header("Content-Security-Policy")).doesNotContain("unsafe", "data:", "*");
        }
    }

    @Test
    void the_page_of_operators_is_there_for_everybody_and_makes_nobody_a_visitor() {
        Reply page = visitor.get("/ops");
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(page.header("Set-Cookie")).isEmpty();
    }

    @Test
    void visitors_load_nothing_of_the_page_of_operators() {
        assertThat(filesOf("/ops"))
                .isNotEmpty()
                .anySatisfy(file -> assertThat(filesOf("/")).doesNotContain(file));
        assertThat(filesOf("/")).noneMatch(file -> file.contains("/ops-"));
    }

    @Test
    void the_page_is_asked_for_each_time_and_what_it_names_by_its_content_is_kept() {
        Reply page = browser.get("/");
        assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(browser.with("If-None-Match", page.header("ETag")).get("/").status())
                .isEqualTo(304);
        assertThat(assets())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(browser.get(file).header("Cache-Control"))
                        .as(file)
                        .isEqualTo("public, max-age=31536000, immutable"));
    }

    @Test
    void scripts_come_as_small_as_the_browser_can_take_them() throws IOException {
        String script = assets().stream()
                .filter(file -> file.endsWith(".js"))
                .findFirst()
                .orElseThrow();
        byte[] plain = visitor.get(script).body();
        Reply zipped = visitor.with("Accept-Encoding", "gzip, deflate").get(script);
        assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(zipped.headers().allValues("Vary")).contains("Accept-Encoding");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes())
                .isEqualTo(plain);
        Reply smallest = visitor.with("Accept-Encoding", "gzip, deflate, br").get(script);
        assertThat(smallest.header("Content-Encoding")).isEqualTo("br");
        assertThat(smallest.body()).hasSizeLessThan(zipped.body().length);
        assertThat(visitor.with("Accept-Encoding", "br;q=0, gzip; q=0.5")
                        .get(script)
                        .header("Content-Encoding"))
                .isEqualTo("gzip");
    }

    @Test
    void scripts_are_called_what_they_are() {
        assertThat(assets())
                .filteredOn(file -> file.endsWith(".js"))
                .allSatisfy(file -> assertThat(visitor.get(file).header("Content-Type"))
                        .isEqualTo("text/javascript; charset=utf-8"));
    }

    @Test
    void nothing_else_lies_beside_the_page() {
        for (String name : List.of(
                "index.html", "ops.html", "files", "assets/", "assets/none.js", "index.html.gz", "a/../files")) {
            assertThat(visitor.get("/page/" + name).status()).as(name).isIn(400, 404);
        }
        assertThat(assets())
                .allSatisfy(file -> visitor.get(file + ".map").isProblem(404, "NOT_FOUND"))
                .allSatisfy(file -> visitor.get(file + ".br").isProblem(404, "NOT_FOUND"));
    }

    private List<String> assets() {
        return filesOf("/").stream().filter(file -> file.contains("/assets/")).toList();
    }

    @Test
    void everything_that_the_pages_name_is_there() {
        for (String path : List.of("/", "/ops", "/docs", "/docs/problems")) {
            assertThat(filesOf(path))
                    .isNotEmpty()
                    .allSatisfy(file ->
                            assertThat(browser.get(file).status()).as(file).isEqualTo(200));
        }
    }

    private List<String> filesOf(String path) {
        return OUR_FILES
                .matcher(browser.get(path).text())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    @Test
    void a_visit_gives_or_renews_the_cookie() {
        String first = browser.get("/").header("Set-Cookie");
        assertThat(first).startsWith("safelight=");
        assertThat(browser.get("/").header("Set-Cookie")).isEqualTo(first);
    }

    @Test
    void while_the_database_is_down_the_page_is_there_all_the_same() {
        try (TestServer fresh = TestServer.start()) {
            fresh.database.goDown();
            Reply page = fresh.newcomer().with("Accept", "text/html").get("/");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.header("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void the_api_document_carries_the_running_version() {
        Reply document = visitor.get("/openapi.json");
        assertThat(document.at("/openapi")).isEqualTo("3.1.0");
        assertThat(document.at("/info/version")).isEqualTo("1.2.3");
        assertThat(visitor.with("If-None-Match", document.header("ETag"))
                        .get("/openapi.json")
                        .status())
                .isEqualTo(304);
    }

    @Test
    void every_problem_has_its_place_on_the_page_that_explains_them() {
        String page = browser.get("/docs/problems").text();
        for (ProblemCode code : ProblemCode.values()) {
            assertThat(page).contains("id=\"" + code + "\"");
        }
    }
}
