package dev.safelight.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.caller.HandOver;
import dev.safelight.application.caller.Scope;
import dev.safelight.application.inspect.ScriptedInspector;
import dev.safelight.application.testing.Race;
import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import dev.safelight.web.WebConfig;
import dev.safelight.web.caller.Authentication;
import dev.safelight.web.caller.RateLimits;
import dev.safelight.web.caller.Tokens;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandoverTest {

    private static final String OFFER = "/v1/visitors/handover";
    private static final String PUBLIC = "https://photos.example.org";
    private static final String SECRET = "a secret of at least 32 characters";
    private static final byte[] PHOTO = ScriptedInspector.photo("seed=1");

    private TestServer server = start(Optional.of(PUBLIC + "/"), new Authentication.Anonymous());

    @AfterEach
    void close() {
        server.close();
    }

    private static TestServer start(Optional<String> publicUrl, Authentication authentication) {
        return start(publicUrl, authentication, RateLimits.off());
    }

    private static TestServer start(Optional<String> publicUrl, Authentication authentication, RateLimits limits) {
        WebConfig usual = TestServer.config(limits, authentication);
        return TestServer.start(new WebConfig(
                usual.host(),
                usual.port(),
                publicUrl.map(URI::create),
                usual.corsOrigins(),
                usual.storeOrigins(),
                usual.proxies(),
                usual.rateLimits(),
                usual.authentication(),
                usual.operatorKeys(),
                usual.storageEventsToken(),
                usual.api(),
                usual.maxStreams(),
                usual.drain(),
                usual.version(),
                usual.reports()));
    }

    private void restart(Optional<String> publicUrl, Authentication authentication) {
        server.close();
        server = start(publicUrl, authentication);
    }

    /** Somebody whose browser does not give https cookies back to a test by http, so it sends its own. */
    private Client visitor() {
        String cookie = server.newcomer().get("/v1/images").header("Set-Cookie");
        return server.newcomer().with("Cookie", cookie.substring(0, cookie.indexOf(';')));
    }

    /** Where the address that was offered leads, here. */
    private static String offered(Client client) {
        Reply reply = client.post(OFFER);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        assertThat(reply.at("/url")).startsWith(PUBLIC + "/continue/");
        return reply.at("/url").substring(PUBLIC.length());
    }

    private Client whoGotTheCookieOf(Reply reply) {
        String cookie = reply.header("Set-Cookie");
        assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/", "Secure");
        return server.newcomer().with("Cookie", cookie.substring(0, cookie.indexOf(';')));
    }

    private static void assertGone(Reply reply) {
        assertThat(reply.status()).isEqualTo(410);
        assertThat(reply.header("Content-Type")).startsWith("text/html");
        assertThat(reply.text()).contains("no longer good");
        assertThat(reply.header("Set-Cookie")).isEmpty();
    }

    @Test
    void a_phone_goes_on_where_the_desk_stopped() {
        Client desk = visitor();
        String photo = desk.sign(PHOTO).get("imageId").textValue();
        String address = offered(desk);
        Client phone = server.newcomer();
        assertThat(phone.get(address).text()).contains("<form method=\"post\">");
        Reply taken = phone.post(address);
        assertThat(taken.status()).isEqualTo(303);
        assertThat(taken.header("Location")).isEqualTo("/");
        Client both = whoGotTheCookieOf(taken);
        assertThat(both.get("/v1/images/" + photo).status()).isEqualTo(200);
        assertThat(desk.get("/v1/images/" + photo).status()).isEqualTo(200);
    }

    @Test
    void a_browser_that_lost_its_new_cookie_becomes_who_it_was_by_what_it_kept() {
        restart(Optional.empty(), new Authentication.Anonymous()); // it needs no address that others can reach
        Client before = visitor();
        String photo = before.sign(PHOTO).get("imageId").textValue();
        Reply kept = before.post("/v1/visitors/keepsake");
        assertThat(kept.status()).isEqualTo(201);
        assertThat(Instant.parse(kept.at("/expiresAt")))
                .isEqualTo(server.clock.instant().plus(HandOver.VALID_FOR));
        Client after = visitor();
        assertThat(after.get("/v1/images/" + photo).status()).isEqualTo(404);
        Reply back = after.post(kept.at("/path"));
        String cookie = back.header("Set-Cookie");
        Client again = server.newcomer().with("Cookie", cookie.substring(0, cookie.indexOf(';')));
        assertThat(again.get("/v1/images/" + photo).status()).isEqualTo(200);
        assertGone(after.post(kept.at("/path")));
    }

    @Test
    void the_phone_goes_on_with_the_set_that_the_address_names_and_nowhere_else() {
        Client desk = visitor();
        assertThat(server.newcomer().post(offered(desk) + "?set=Team-7").header("Location"))
                .isEqualTo("/?set=Team-7");
        assertThat(server.newcomer().post(offered(desk) + "?set=//evil.example").header("Location"))
                .isEqualTo("/");
    }

    @Test
    void it_ends_ten_minutes_after_it_was_offered() {
        Reply offer = visitor().post(OFFER);
        assertThat(Instant.parse(offer.at("/expiresAt")))
                .isEqualTo(server.clock.instant().plus(HandOver.VALID_FOR));
        String address = offer.at("/url").substring(PUBLIC.length());
        server.clock.advance(HandOver.VALID_FOR.minusMillis(1));
        assertThat(server.newcomer().get(address).status()).isEqualTo(200);
        server.clock.advance(Duration.ofMillis(1));
        assertGone(server.newcomer().get(address));
        assertGone(server.newcomer().post(address));
    }

    @Test
    void just_before_its_end_it_still_works() {
        String address = offered(visitor());
        server.clock.advance(HandOver.VALID_FOR.minusMillis(1));
        assertThat(server.newcomer().post(address).status()).isEqualTo(303);
    }

    @Test
    void previews_and_prefetches_use_nothing_up() {
        String address = offered(visitor());
        for (int i = 0; i < 3; i++) {
            assertThat(server.newcomer()
                            .send("HEAD", address, BodyPublishers.noBody())
                            .status())
                    .isEqualTo(200);
            Reply asked = server.newcomer().with("Sec-Purpose", "prefetch").get(address);
            assertThat(asked.status()).isEqualTo(200);
            assertThat(asked.header("Set-Cookie")).isEmpty();
            assertThat(asked.header("Cache-Control")).isEqualTo("no-store");
        }
        assertThat(server.newcomer().post(address).status()).isEqualTo(303);
        assertGone(server.newcomer().get(address));
        assertGone(server.newcomer().post(address));
    }

    @Test
    void of_64_that_take_it_at_once_one_gets_it() throws Exception {
        String address = offered(visitor());
        List<Reply> replies = Race.among(64, () -> server.newcomer().post(address));
        assertThat(replies).filteredOn(reply -> reply.status() == 303).hasSize(1);
        assertThat(replies).filteredOn(reply -> reply.status() == 410).hasSize(63);
    }

    @Test
    void a_token_that_was_tampered_with_or_is_of_another_kind_leads_nowhere() {
        Client desk = visitor();
        String address = offered(desk);
        String last = address.endsWith("A") ? "B" : "A";
        for (String token : List.of(
                address.substring(0, address.length() - 1) + last,
                address + "A",
                address.substring(0, address.length() - 1),
                "/continue/x",
                "/continue/" + "A".repeat(5000),
                "/continue/%00")) {
            assertThat(server.newcomer().get(token).status()).as(token).isIn(400, 410);
            assertThat(server.newcomer().post(token).status()).as(token).isIn(400, 410);
        }
        assertThat(server.newcomer().post(address).status()).isEqualTo(303);
    }

    @Test
    void each_leads_to_the_one_who_offered_it() {
        Client anna = visitor();
        Client bert = visitor();
        String hers = anna.sign(PHOTO).get("imageId").textValue();
        String to = offered(bert);
        offered(anna);
        Client phone = whoGotTheCookieOf(server.newcomer().post(to));
        phone.get("/v1/images/" + hers).isProblem(404, "IMAGE_NOT_FOUND");
    }

    @Test
    void who_has_photos_here_already_is_told_that_they_stay_behind() {
        Client desk = visitor();
        String address = offered(desk);
        assertThat(server.newcomer().get(address).text()).doesNotContain("added on this device before");
        assertThat(desk.get(address).text()).doesNotContain("added on this device before");
        Client phone = visitor();
        assertThat(phone.get(address).text()).contains("added on this device before");
        String before = phone.sign(PHOTO).get("imageId").textValue();
        whoGotTheCookieOf(phone.post(address)).get("/v1/images/" + before).isProblem(404, "IMAGE_NOT_FOUND");
        assertThat(phone.get("/v1/images/" + before).status()).isEqualTo(200);
    }

    @Test
    void no_page_of_others_can_make_a_browser_somebody_else() {
        String address = offered(visitor());
        for (String origin : List.of("https://evil.example", "null")) {
            server.newcomer().with("Origin", origin).post(address).isProblem(403, "FOREIGN_ORIGIN");
            visitor().with("Origin", origin).post(OFFER).isProblem(403, "FOREIGN_ORIGIN");
        }
        assertThat(server.newcomer().with("Origin", PUBLIC).post(address).status())
                .isEqualTo(303);
    }

    @Test
    void the_page_that_asks_runs_no_script_and_can_be_in_no_frame() {
        Reply page = server.newcomer().get(offered(visitor()));
        assertThat(page.header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
                        + " base-uri 'none'; frame-ancestors 'none'");
        assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(server.newcomer().get("/continue.css").header("Content-Type"))
                .startsWith("text/css");
    }

    @Test
    void where_no_other_device_can_come_nothing_is_offered() {
        for (Optional<String> url : List.of(
                Optional.<String>empty(),
                Optional.of("http://localhost:8080"),
                Optional.of("http://safelight.localhost"),
                Optional.of("http://127.1.2.3:8080"),
                Optional.of("http://[::1]:8080"),
                Optional.of("http://0.0.0.0:8080"))) {
            restart(url, new Authentication.Anonymous());
            visitor().post(OFFER).isProblem(409, "NOT_REACHABLE");
            assertThat(server.newcomer().get("/v1/policy").at("/handover")).isEqualTo("false");
        }
    }

    @Test
    void the_policy_says_beforehand_whether_it_is_possible() {
        assertThat(server.newcomer().get("/v1/policy").at("/handover")).isEqualTo("true");
        for (String url : List.of("http://192.168.1.7:8080", "http://[2001:db8::7]", "https://photos.example.org")) {
            restart(Optional.of(url), new Authentication.Anonymous());
            assertThat(visitor().post(OFFER).at("/url")).startsWith(url + "/continue/");
        }
    }

    @Test
    void who_has_a_name_needs_none_of_it() {
        Client program = TestServer.on(server.program(Scope.values()), "anna");
        program.post(OFFER).isProblem(404, "HANDOVER_DISABLED");
        restart(
                Optional.of(PUBLIC),
                new Authentication.Jwt(new Authentication.Keys.Shared(SECRET), Optional.empty(), Optional.empty()));
        Client user = server.newcomer().with("Authorization", "Bearer " + Tokens.of("anna", SECRET));
        user.post(OFFER).isProblem(404, "HANDOVER_DISABLED");
        server.newcomer().post(OFFER).isProblem(401, "UNAUTHORIZED");
        assertThat(server.newcomer().get("/v1/policy").at("/handover")).isEqualTo("false");
        assertGone(server.newcomer().get("/continue/" + "A".repeat(22)));
        assertGone(server.newcomer().post("/continue/" + "A".repeat(22)));
    }

    @Test
    void nobody_can_try_tokens_for_long() {
        server.close();
        RateLimits.Rate two = new RateLimits.Rate(2, Duration.ofMinutes(1));
        server = start(
                Optional.of(PUBLIC),
                new Authentication.Anonymous(),
                new RateLimits(Optional.of(two), Optional.empty()));
        Set<Integer> statuses = new TreeSet<>();
        for (int i = 0; i < 30; i++) {
            statuses.add(server.newcomer().post("/continue/" + "A".repeat(22)).status());
        }
        assertThat(statuses).containsExactly(410, 429);
    }

    @Test
    void while_the_database_is_down_nothing_is_used_up() {
        String address = offered(visitor());
        server.database.goDown();
        server.newcomer().get(address).isProblem(503, "UNAVAILABLE");
        server.newcomer().post(address).isProblem(503, "UNAVAILABLE");
        server.database.comeBack();
        assertThat(server.newcomer().post(address).status()).isEqualTo(303);
    }
}
