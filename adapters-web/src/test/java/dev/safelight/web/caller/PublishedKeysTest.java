package dev.safelight.web.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.safelight.application.Outage;
import dev.safelight.application.testing.Race;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import dev.safelight.web.http.Problem;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of an issuer that publishes its keys, and changes them, and is down at times. */
class PublishedKeysTest {

    private static final OwnerId ANNA = new OwnerId("user:anna");
    private static final JWTClaimsSet CLAIMS =
            Issuer.with(claims -> claims.expirationTime(Date.from(Issuer.NOW.plus(Duration.ofDays(9)))));

    private final TestClock clock = new TestClock();
    private final Issuer issuer = new Issuer().publishing(Issuer.RSA, Issuer.EC, Issuer.edPublished());
    private final TokenHolders users = TokenHolders.of(terms(issuer.url()), clock);

    private static Authentication.Jwt terms(URI url) {
        return new Authentication.Jwt(new Authentication.Keys.Published(url), Optional.empty(), Optional.empty());
    }

    @AfterEach
    void close() {
        issuer.close();
    }

    private void assertRefused(String token) {
        assertThatThrownBy(() -> users.owner(token)).isInstanceOf(Problem.class);
    }

    private void assertOutage(String token) {
        assertThatThrownBy(() -> users.owner(token)).isInstanceOf(Outage.class);
    }

    @Test
    void every_algorithm_that_we_know_is_good_with_a_key_of_its_kind() {
        assertThat(List.of(
                        Issuer.signed(JWSAlgorithm.RS256, Issuer.RSA, CLAIMS),
                        Issuer.signed(JWSAlgorithm.PS256, Issuer.RSA, CLAIMS),
                        Issuer.signed(JWSAlgorithm.ES256, Issuer.EC, CLAIMS),
                        Issuer.edSigned("EdDSA", CLAIMS),
                        Issuer.edSigned("Ed25519", CLAIMS)))
                .allSatisfy(token -> assertThat(users.owner(token)).isEqualTo(ANNA));
        assertThat(issuer.asked).hasValue(1);
    }

    @Test
    void a_published_key_is_no_secret_to_sign_with() throws Exception {
        byte[] pem = Issuer.RSA.toRSAPublicKey().getEncoded();
        byte[] json = Issuer.RSA.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        assertRefused(Issuer.mac(JWSAlgorithm.HS256, pem, CLAIMS));
        assertRefused(Issuer.mac(JWSAlgorithm.HS256, json, CLAIMS));
        assertRefused(Issuer.parts("{\"alg\":\"none\",\"kid\":\"rsa\"}", CLAIMS.toString()) + ".");
        assertThat(issuer.asked).as("not even looked up").hasValue(0);
        issuer.saying(200, "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"s\",\"k\":\"" + "A".repeat(43) + "\"}]}");
        assertRefused(Issuer.mac(JWSAlgorithm.HS256, new byte[32], CLAIMS));
    }

    @Test
    void an_algorithm_that_the_key_is_not_for_is_refused() {
        RSAKey onlyPss =
                new RSAKey.Builder(Issuer.RSA).algorithm(JWSAlgorithm.PS256).build();
        issuer.publishing(onlyPss);
        assertThat(users.owner(Issuer.signed(JWSAlgorithm.PS256, Issuer.RSA, CLAIMS)))
                .isEqualTo(ANNA);
        assertRefused(Issuer.signed(JWSAlgorithm.RS256, Issuer.RSA, CLAIMS));
        assertRefused(Issuer.signed(JWSAlgorithm.RS384, Issuer.RSA, CLAIMS));
    }

    @Test
    void a_key_for_encryption_and_a_weak_one_are_good_for_no_signature() {
        RSAKey weak = Issuer.rsa("weak", 1024);
        issuer.publishing(
                new RSAKey.Builder(Issuer.RSA).keyUse(KeyUse.ENCRYPTION).build(), weak);
        assertRefused(Issuer.rs256(Issuer.RSA, CLAIMS));
        assertRefused(Issuer.rs256(weak, CLAIMS));
    }

    @Test
    void the_key_that_a_token_names_is_the_one_that_counts() {
        RSAKey other = Issuer.rsa("other", 2048);
        issuer.publishing(Issuer.RSA, other);
        assertRefused(Issuer.rs256(new RSAKey.Builder(other).keyID("rsa").build(), CLAIMS));
        assertThat(users.owner(
                        Issuer.rs256(new RSAKey.Builder(other).keyID(null).build(), CLAIMS)))
                .as("one that names none may be of any")
                .isEqualTo(ANNA);
    }

    @Test
    void keys_that_nobody_can_read_do_not_spoil_the_others() {
        String set = Issuer.set(Issuer.RSA)
                .replace(
                        "[{",
                        "[{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\"},{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"!\"},{");
        issuer.saying(200, set);
        assertThat(users.owner(Issuer.rs256(Issuer.RSA, CLAIMS))).isEqualTo(ANNA);
    }

    @Test
    void a_new_key_is_heard_of_when_its_first_token_comes() {
        RSAKey fresh = Issuer.rsa("fresh", 2048);
        users.owner(Issuer.rs256(Issuer.RSA, CLAIMS));
        issuer.publishing(Issuer.RSA, fresh);
        assertThat(users.owner(Issuer.rs256(fresh, CLAIMS))).isEqualTo(ANNA);
        assertThat(issuer.asked).hasValue(2);
    }

    @Test
    void invented_names_of_keys_make_us_ask_once_a_minute() {
        RSAKey invented = Issuer.rsa("invented", 2048);
        for (int i = 0; i < 20; i++) {
            assertRefused(
                    Issuer.rs256(new RSAKey.Builder(invented).keyID("kid" + i).build(), CLAIMS));
        }
        assertThat(issuer.asked).as("to know any, and for the first surprise").hasValue(2);
        clock.advance(Duration.ofSeconds(60));
        assertRefused(Issuer.rs256(invented, CLAIMS));
        assertThat(issuer.asked).hasValue(3);
    }

    @Test
    void a_key_that_is_withdrawn_is_good_for_a_quarter_of_an_hour_more() {
        String token = Issuer.rs256(Issuer.RSA, CLAIMS);
        users.owner(token);
        issuer.publishing(Issuer.EC);
        clock.advance(Duration.ofMinutes(15).minusSeconds(1));
        assertThat(users.owner(token)).isEqualTo(ANNA);
        clock.advance(Duration.ofSeconds(1));
        assertRefused(token);
    }

    @Test
    void while_the_issuer_is_down_known_keys_are_good_for_a_day() {
        String token = Issuer.rs256(Issuer.RSA, CLAIMS);
        users.owner(token);
        issuer.goDown();
        clock.advance(Duration.ofHours(24).minusSeconds(1));
        assertThat(users.owner(token)).isEqualTo(ANNA);
        clock.advance(Duration.ofSeconds(1));
        assertOutage(token);
        issuer.publishing(Issuer.RSA);
        clock.advance(PublishedKeys.AFTER_FAILURE);
        assertThat(users.owner(token)).isEqualTo(ANNA);
    }

    @Test
    void an_issuer_that_is_down_is_not_asked_by_every_request() {
        issuer.goDown();
        for (int i = 0; i < 10; i++) {
            assertOutage(Issuer.rs256(Issuer.RSA, CLAIMS));
        }
        assertThat(issuer.asked).hasValue(1);
    }

    @Test
    void a_token_of_a_key_that_we_could_not_ask_about_is_our_fault_and_not_its() {
        users.owner(Issuer.rs256(Issuer.RSA, CLAIMS));
        issuer.goDown();
        RSAKey fresh = Issuer.rsa("fresh", 2048);
        assertOutage(Issuer.rs256(fresh, CLAIMS));
        assertOutage(Issuer.rs256(fresh, CLAIMS));
        assertThat(users.owner(Issuer.rs256(Issuer.RSA, CLAIMS))).isEqualTo(ANNA);
    }

    @Test
    void an_answer_that_is_no_key_set_is_an_outage() {
        String token = Issuer.rs256(Issuer.RSA, CLAIMS);
        String padding = " ".repeat(KeySetFetch.MOST_BYTES);
        List.of("", "<html>", "[]", "{}", "{\"keys\":7}", Issuer.set(Issuer.RSA) + padding)
                .forEach(answer -> {
                    issuer.saying(200, answer);
                    assertOutage(token);
                    clock.advance(PublishedKeys.AFTER_FAILURE);
                });
    }

    @Test
    void keys_are_taken_from_where_we_were_told_and_nowhere_else() {
        issuer.saying(302, "");
        assertOutage(Issuer.rs256(Issuer.RSA, CLAIMS));
    }

    @Test
    void of_many_who_come_at_once_one_asks() throws Exception {
        String token = Issuer.rs256(Issuer.RSA, CLAIMS);
        assertThat(Race.among(32, () -> users.owner(token))).containsOnly(ANNA);
        assertThat(issuer.asked).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://id.example/keys",
                "http://127.0.0.1.example/keys",
                "ftp://localhost/keys",
                "file:///etc/keys",
                "https:/keys"
            })
    void keys_that_somebody_on_the_way_could_change_are_not_fetched(String url) {
        assertThatThrownBy(() -> new Authentication.Keys.Published(URI.create(url)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void while_nothing_is_known_callers_are_told_to_come_again_and_not_sent_away() {
        issuer.goDown();
        try (TestServer server = TestServer.start(terms(issuer.url()))) {
            var anna = server.newcomer().with("Authorization", "Bearer " + Issuer.rs256(Issuer.RSA, CLAIMS));
            Reply reply = anna.get("/v1/images").isProblem(503, "UNAVAILABLE");
            assertThat(reply.header("Retry-After")).isNotEmpty();
            issuer.publishing(Issuer.RSA);
            server.clock.advance(PublishedKeys.AFTER_FAILURE);
            assertThat(anna.get("/v1/images").status()).isEqualTo(200);
        }
    }
}
