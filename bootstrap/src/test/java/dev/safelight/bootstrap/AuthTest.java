package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.bootstrap.Visitor.Reply;
import dev.safelight.imaging.sample.SamplePhotos;
import dev.safelight.persistence.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users with tokens, programs with keys and operators at the whole program, set up as its documentation says. */
class AuthTest {

    private static final String SECRET = "a secret of at least 32 characters";
    private static final Map<String, String> SETTINGS = Map.of(
            "SAFELIGHT_AUTH", "jwt",
            "SAFELIGHT_JWT_SECRET", SECRET,
            "SAFELIGHT_OPERATOR_KEY", "the old key of all,olga=olga's own long key",
            "SAFELIGHT_WORKERS", "1");

    @TempDir
    private Path data;

    private final TestDatabase database = TestDatabase.create();

    @AfterEach
    void close() {
        database.close();
    }

    private static Map<String, String> bearing(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    /** Made by hand, as somebody without our library would. */
    private static String token(String user) throws GeneralSecurityException {
        String content = base64("{\"alg\":\"HS256\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64("{\"sub\":\"%s\",\"exp\":%d}"
                        .formatted(user, Instant.now().getEpochSecond() + 60)
                        .getBytes(StandardCharsets.UTF_8));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return content + "." + base64(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static JsonNode issue(Visitor operator) {
        Reply reply = operator.post(
                "/v1/ops/api-keys", Map.of("name", "the shop", "scopes", List.of("read", "write")), Map.of());
        assertThat(reply.status()).isEqualTo(201);
        return reply.json();
    }

    @Test
    void a_user_and_a_program_for_the_same_user_share_a_photo_until_the_key_is_revoked() throws Exception {
        try (WholeApp here = WholeApp.start(data, database.config(), SETTINGS);
                WholeApp there = WholeApp.start(data.resolve("there"), database.config(), SETTINGS)) {
            Visitor operator = new Visitor(here.url()).sending(Map.of("X-Operator-Key", "olga's own long key"));
            JsonNode issued = issue(operator);
            Visitor program =
                    new Visitor(here.url()).sending(bearing(issued.path("key").asText()));
            Visitor forAnna = program.sending(Map.of("Safelight-Owner", "anna"));
            String photo = forAnna.bring(SamplePhotos.light(1), "holiday");
            assertThat(forAnna.completed(photo).path("status").asText()).isEqualTo("ACCEPTED");

            assertThat(new Visitor(here.url()).sending(bearing(token("anna"))).status(photo))
                    .isEqualTo("ACCEPTED");
            assertThat(new Visitor(here.url())
                            .sending(bearing(token("bert")))
                            .image(photo)
                            .code())
                    .isEqualTo("IMAGE_NOT_FOUND");
            assertThat(program.sending(Map.of("Safelight-Owner", "bert"))
                            .image(photo)
                            .code())
                    .isEqualTo("IMAGE_NOT_FOUND");
            assertThat(new Visitor(here.url()).image(photo).status()).isEqualTo(401);

            JsonNode listed = operator.get("/v1/ops/api-keys").json().at("/items/0");
            assertThat(listed.path("createdBy").asText()).isEqualTo("olga");
            assertThat(listed.path("lastUsedAt").asText()).isNotEmpty();
            assertThat(forAnna.at(there.url()).image(photo).status()).isEqualTo(200);
            operator.delete("/v1/ops/api-keys/" + listed.path("keyId").asText());
            assertThat(forAnna.at(there.url()).image(photo).status())
                    .as("at another process, at once")
                    .isEqualTo(401);
        }
    }
}
