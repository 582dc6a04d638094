package dev.safelight.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import dev.safelight.web.http.ProblemCode;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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
    void a_page_runs_no_script_but_its_own() {
        for (String path : List.of("/", "/docs", "/docs/problems")) {
            Reply page = browser.get(path);
            assertThat(page.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'");
            assertThat(page.text()).doesNotContain("<script>", "<style", " onclick=", " style=", "javascript:");
        }
    }

    @Test
    void the_page_may_talk_to_the_store() {
        assertThat(browser.get("/").header("Content-Security-Policy"))
                .contains("connect-src 'self' https://bucket.example.com;");
    }

    @Test
    void everything_that_the_pages_name_is_there() {
        for (String path : List.of("/", "/docs", "/docs/problems")) {
            List<String> files = OUR_FILES
                    .matcher(browser.get(path).text())
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .toList();
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file ->
                            assertThat(browser.get(file).status()).as(file).isEqualTo(200));
        }
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
