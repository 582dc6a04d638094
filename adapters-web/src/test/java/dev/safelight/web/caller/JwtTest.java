package dev.safelight.web.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.safelight.application.inspect.ScriptedInspector;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import dev.safelight.web.http.Problem;
import dev.safelight.web.http.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are signed with a shared secret, and everything that can be wrong with a token. */
class JwtTest {

    private static final String SECRET = "a secret of at least 32 characters";
    private static final String REFUSED = "The token is not one that this server accepts.";
    private static final Instant NOW = Issuer.NOW;

    private final TestClock clock = new TestClock();
    private final TokenHolders users = holders(Optional.empty(), Optional.empty());

    private TokenHolders holders(Optional<String> issuer, Optional<String> audience) {
        return TokenHolders.of(new Authentication.Jwt(new Authentication.Keys.Shared(SECRET), issuer, audience), clock);
    }

    private static String token(UnaryOperator<JWTClaimsSet.Builder> change) {
        return Issuer.hs256(SECRET, Issuer.with(change));
    }

    private static Date after(long seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    private static void assertRefused(TokenHolders users, String token, String detail) {
        assertThatThrownBy(() -> users.owner(token)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.UNAUTHORIZED);
            assertThat(problem.detail()).isEqualTo(detail);
            assertThat(problem.headers()).containsEntry("WWW-Authenticate", "Bearer error=\"invalid_token\"");
        });
    }

    @Test
    void a_good_token_says_who_comes() {
        assertThat(users.owner(token(claims -> claims))).isEqualTo(new OwnerId("user:anna"));
        assertThat(users.owner(token(claims -> claims.subject("auth0|42 / Anna ~"))))
                .isEqualTo(new OwnerId("user:auth0|42 / Anna ~"));
    }

    @Test
    void it_may_call_itself_an_access_token_or_nothing_at_all() throws JOSEException {
        MACSigner signer = new MACSigner(SECRET);
        for (String type : List.of("JWT", "jwt", "at+jwt", "AT+JWT")) {
            JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType(type));
            assertThat(users.owner(Issuer.sign(header, signer, Issuer.claims().build())))
                    .isEqualTo(new OwnerId("user:anna"));
        }
    }

    private static Stream<String> attacks() throws JOSEException {
        JWTClaimsSet claims = Issuer.claims().build();
        byte[] secret = SECRET.getBytes(StandardCharsets.UTF_8);
        String good = Issuer.hs256(SECRET, claims);
        String[] parts = good.split("\\.", -1);
        String none = Issuer.parts("{\"alg\":\"none\"}", claims.toString());
        JWSHeader.Builder critical = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .criticalParams(Set.of("exp"))
                .customParam("exp", 1);
        JWSHeader.Builder other = new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType("logout+jwt"));
        return Stream.of(
                // not signed, or not by who shares the secret
                none + ".",
                none,
                none.replace("none", "None") + ".",
                none + "." + parts[2],
                parts[0] + "." + parts[1] + ".",
                parts[0] + "." + parts[1],
                Issuer.hs256(SECRET.replace('a', 'b'), claims),
                // signed, and then changed
                parts[0] + "." + Base64URL.encode(claims.toString().replace("anna", "bert")) + "." + parts[2],
                Base64URL.encode("{\"alg\":\"HS256\",\"kid\":\"x\"}") + "." + parts[1] + "." + parts[2],
                parts[0] + "." + parts[1] + "." + "A" + parts[2].substring(1),
                // another algorithm than ours
                Issuer.mac(JWSAlgorithm.HS384, (SECRET + SECRET).getBytes(StandardCharsets.UTF_8), claims),
                Issuer.rs256(Issuer.RSA, claims),
                Issuer.parts("{\"alg\":\"HS384\"}", claims.toString()) + "." + parts[2],
                Issuer.parts("{\"alg\":\"RS256\"}", claims.toString()) + "." + parts[2],
                Issuer.parts("{}", claims.toString()) + "." + parts[2],
                // meant for something else, or asking for what we do not know
                Issuer.sign(critical, new MACSigner(secret), claims),
                Issuer.sign(other, new MACSigner(secret), claims),
                // no end, no user, or one with an impossible name
                token(it -> it.expirationTime(null)),
                token(it -> it.subject(null)),
                token(it -> it.subject("")),
                token(it -> it.subject(" anna")),
                token(it -> it.subject("anna\n")),
                token(it -> it.subject("änna")),
                token(it -> it.subject("a".repeat(181))),
                signedAs("{\"sub\":7,\"exp\":1799999999}"),
                signedAs("{\"sub\":null,\"exp\":1799999999}"),
                signedAs("{\"sub\":\"anna\",\"exp\":null}"),
                signedAs("{\"sub\":\"anna\",\"exp\":1e300}"),
                signedAs("{\"sub\":\"anna\",\"exp\":1799999999,\"nbf\":\"now\"}"),
                signedAs("{\"sub\":\"anna\",\"exp\":1799999999,\"iat\":[1]}"),
                signedAs("[]"),
                signedAs("{"),
                signedAs(""),
                token(it -> it.claim("sub", List.of("anna"))),
                token(it -> it.claim("exp", "tomorrow")),
                token(it -> it.claim("exp", Map.of())),
                // not yet
                token(it -> it.notBeforeTime(after(61))),
                token(it -> it.issueTime(after(61))),
                // not a token
                good + ".x",
                good + "." + parts[1] + "." + parts[2],
                "." + good,
                "..",
                "",
                "a.b.c",
                Issuer.parts("[]", "[]") + "." + parts[2],
                Issuer.parts("{\"alg\":\"HS256\"}", "7") + "." + parts[2],
                Issuer.parts("[".repeat(2000), "[".repeat(2000)) + "." + parts[2],
                token(it -> it.claim("more", "x".repeat(TokenHolders.LONGEST))));
    }

    /** Rightly signed, whatever it says. */
    private static String signedAs(String claims) throws JOSEException {
        JWSHeader header = new JWSHeader(JWSAlgorithm.HS256);
        String content = Issuer.parts(header.toString(), claims);
        return content + "." + new MACSigner(SECRET).sign(header, content.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void whatever_is_wrong_it_is_refused_in_the_same_words(String token) {
        assertRefused(users, token, REFUSED);
    }

    @Test
    void a_token_that_was_mangled_anywhere_is_refused() {
        String good = token(claims -> claims);
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder mangled = new StringBuilder(good);
            int at = random.nextInt(good.length());
            switch (random.nextInt(3)) {
                case 0 -> mangled.setCharAt(at, (char) (0x20 + random.nextInt(0x5F)));
                case 1 -> mangled.deleteCharAt(at);
                default -> mangled.setLength(at);
            }
            if (!saysTheSame(mangled.toString(), good)) {
                assertRefused(users, mangled.toString(), REFUSED);
            }
        }
    }

    /** The last character of a signature has two bits to spare. */
    private static boolean saysTheSame(String one, String other) {
        int signature = other.lastIndexOf('.') + 1;
        return one.length() == other.length()
                && one.startsWith(other.substring(0, signature))
                && new Base64URL(one.substring(signature)).decode().length == 32
                && Arrays.equals(
                        new Base64URL(one.substring(signature)).decode(),
                        new Base64URL(other.substring(signature)).decode());
    }

    @Test
    void it_ends_when_it_says_and_a_minute_of_difference_between_clocks_is_forgiven() {
        assertThat(users.owner(token(claims -> claims.expirationTime(after(-59)))))
                .isNotNull();
        assertRefused(users, token(claims -> claims.expirationTime(after(-60))), "The token has expired.");
        assertThat(users.owner(token(claims -> claims.notBeforeTime(after(60)).issueTime(after(60)))))
                .isNotNull();
    }

    @Test
    void who_cannot_sign_does_not_hear_that_a_token_has_expired() {
        String forged = Issuer.hs256(SECRET.replace('a', 'b'), Issuer.with(it -> it.expirationTime(after(-999))));
        assertRefused(users, forged, REFUSED);
    }

    @Test
    void issuer_and_audience_are_checked_where_they_are_set() {
        TokenHolders strict = holders(Optional.of("https://id.example"), Optional.of("photos"));
        JWTClaimsSet right = Issuer.with(it -> it.issuer("https://id.example").audience(List.of("mail", "photos")));
        assertThat(strict.owner(Issuer.hs256(SECRET, right))).isEqualTo(new OwnerId("user:anna"));
        assertThat(users.owner(Issuer.hs256(SECRET, right))).isEqualTo(new OwnerId("user:anna"));
        List.of(
                        token(it -> it.audience("photos")),
                        token(it -> it.issuer("https://id.example.evil").audience("photos")),
                        token(it -> it.issuer("https://id.example")),
                        token(it -> it.issuer("https://id.example").audience("photo")),
                        token(it -> it.issuer("https://id.example").claim("aud", Map.of("photos", true))))
                .forEach(token -> assertRefused(strict, token, REFUSED));
    }

    @Test
    void no_token_makes_an_anonymous_visitor_of_its_holder() {
        assertThat(users.owner(token(claims -> claims.subject("anonymous:abc"))))
                .isEqualTo(new OwnerId("user:anonymous:abc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "one character less than 32 bytes"})
    void a_secret_that_is_too_short_is_none(String secret) {
        String shorter = secret.substring(0, Math.min(secret.length(), 31));
        assertThatThrownBy(() -> new Authentication.Keys.Shared(shorter)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void users_with_tokens_have_their_own_things_and_no_cookie() {
        try (TestServer server = server()) {
            Client anna = user(server, "anna");
            String id =
                    anna.sign(ScriptedInspector.photo("seed=1")).get("imageId").textValue();
            Reply hers = anna.get("/v1/images/" + id);
            assertThat(hers.status()).isEqualTo(200);
            assertThat(hers.header("Set-Cookie")).isEmpty();
            user(server, "bert").get("/v1/images/" + id).isProblem(404, "IMAGE_NOT_FOUND");
        }
    }

    @Test
    void without_a_token_nobody_is_let_in_and_no_cookie_is_given_or_taken() {
        String cookie;
        try (TestServer anonymous = TestServer.start()) {
            cookie = anonymous.newcomer().get("/v1/images").header("Set-Cookie").split(";", 2)[0];
        }
        try (TestServer server = server()) {
            Client nobody = server.newcomer();
            Client withCookie = server.newcomer().with("Cookie", cookie);
            for (Client client : List.of(nobody, withCookie, nobody.with(Programs.OWNER, "anna"))) {
                Reply reply = client.get("/v1/images").isProblem(401, "UNAUTHORIZED");
                assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
                assertThat(reply.header("Set-Cookie")).isEmpty();
            }
            Client bearer = nobody.with("Authorization", "Bearer " + cookie.substring("safelight=".length()));
            bearer.get("/v1/images").isProblem(401, "UNAUTHORIZED");
            Reply page = nobody.with("Accept", "text/html").get("/");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.header("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void no_page_can_borrow_a_token_so_changes_may_come_from_any() {
        try (TestServer server = server()) {
            user(server, "anna")
                    .with("Origin", "https://elsewhere.example")
                    .post("/v1/uploads/sign", "{}")
                    .isProblem(400, "INVALID_REQUEST");
        }
    }

    private static TestServer server() {
        return TestServer.start(
                new Authentication.Jwt(new Authentication.Keys.Shared(SECRET), Optional.empty(), Optional.empty()));
    }

    private static Client user(TestServer server, String name) {
        return server.newcomer().with("Authorization", "Bearer " + token(claims -> claims.subject(name)));
    }
}
