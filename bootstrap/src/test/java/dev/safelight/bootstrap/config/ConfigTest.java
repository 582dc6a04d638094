package dev.safelight.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.image.UploadTerms;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.rule.Code;
import dev.safelight.domain.rule.FaceLimits;
import dev.safelight.domain.rule.Policy;
import dev.safelight.domain.rule.Severity;
import dev.safelight.web.caller.Authentication;
import dev.safelight.web.webhook.AddressGuard;
import dev.safelight.web.webhook.Cidr;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {

    private static final Map<String, String> S3 = Map.of(
            "SAFELIGHT_STORE", "s3",
            "SAFELIGHT_S3_BUCKET", "photos",
            "SAFELIGHT_S3_ACCESS_KEY", "key",
            "SAFELIGHT_S3_SECRET_KEY", "hush-hush");

    @Test
    void nothing_needs_to_be_set() throws BadSettings {
        Config config = Config.from(Map.of());

        assertThat(config.web().host()).isEqualTo("127.0.0.1");
        assertThat(config.web().port()).isEqualTo(8080);
        assertThat(config.web().publicUrl()).isEmpty();
        assertThat(config.web().rateLimit()).contains(new RateLimit(6_000, Duration.ofMinutes(1)));
        assertThat(config.data()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(config.database()).isEqualTo(new Config.Database.Embedded(10));
        assertThat(config.store())
                .isEqualTo(new Config.Store.Folder(Path.of("data", "objects").toAbsolutePath()));
        assertThat(config.policy()).isEqualTo(Policy.defaults());
        assertThat(config.uploads()).isEqualTo(UploadTerms.defaults());
        assertThat(config.work().judges()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void webhooks_may_be_allowed_into_private_networks() throws BadSettings {
        assertThat(Config.from(Map.of()).webhooks().allowed()).isEmpty();
        assertThat(Config.from(Map.of("SAFELIGHT_WEBHOOK_ALLOW", "private, 100.64.0.0/10"))
                        .webhooks()
                        .allowed())
                .containsAll(AddressGuard.PRIVATE)
                .contains(Cidr.parse("100.64.0.0/10").orElseThrow())
                .hasSize(AddressGuard.PRIVATE.size() + 1);
    }

    @Test
    void an_empty_variable_counts_as_not_set() throws BadSettings {
        assertThat(Config.from(Map.of("SAFELIGHT_PORT", " ")).web().port()).isEqualTo(8080);
    }

    @ParameterizedTest
    @CsvSource({
        "SAFELIGHT_PORT, eighty",
        "SAFELIGHT_PORT, 65536",
        "SAFELIGHT_PORT, -1",
        "SAFELIGHT_HOST, no such host",
        "SAFELIGHT_PUBLIC_URL, photos.example.org",
        "SAFELIGHT_PUBLIC_URL, ftp://photos.example.org",
        "SAFELIGHT_CORS_ORIGINS, https://app.example.org/path",
        "SAFELIGHT_RATE_LIMIT, 600",
        "SAFELIGHT_RATE_LIMIT, 0/min",
        "SAFELIGHT_WEBHOOK_ALLOW, everybody",
        "SAFELIGHT_WEBHOOK_ALLOW, 10.0.0.0/33",
        "SAFELIGHT_WEBHOOK_ALLOW, localhost",
        "SAFELIGHT_AUTH, none",
        "SAFELIGHT_ALLOW_PUBLIC_ANONYMOUS, yes",
        "SAFELIGHT_DATABASE_POOL, 1000",
        "SAFELIGHT_STORE, attic",
        "SAFELIGHT_S3_ENDPOINT, minio:9000",
        "SAFELIGHT_PUBLIC_URL, https://photos.example.org/intake",
        "SAFELIGHT_PROXIES, -1",
        "SAFELIGHT_DECODE_MEMORY, 1MiB",
        "SAFELIGHT_FORMATS, 'jpeg,avif'",
        "SAFELIGHT_HEIC, no",
        "SAFELIGHT_LIMIT_MAX_FACE_TURN, 181",
        "SAFELIGHT_FORMATS, ','",
        "SAFELIGHT_LIMIT_MAX_BYTES, 1TB",
        "SAFELIGHT_LIMIT_MAX_BYTES, 201MiB",
        "SAFELIGHT_LIMIT_MAX_BYTES, 999999999999999GiB",
        "SAFELIGHT_LIMIT_MIN_SHARPNESS, NaN",
        "SAFELIGHT_LIMIT_MIN_SHARPNESS, 101",
        "SAFELIGHT_RULE_TOO_DARK, ignore",
        "SAFELIGHT_URL_VALID_FOR, 15",
        "SAFELIGHT_URL_VALID_FOR, 8d",
        "SAFELIGHT_SET_MINIMUM, 0",
        "SAFELIGHT_SET_MINIMUM, 11",
        "SAFELIGHT_LIMIT_MIN_BYTES, 60MiB",
        "SAFELIGHT_DATABASE_USER, me",
        "SAFELIGHT_WORKERS, 0",
        "SAFELIGHT_LOG, xml",
    })
    void a_value_that_is_not_allowed_is_told_with_its_name(String name, String value) {
        assertThatThrownBy(() -> Config.from(Map.of(name, value)))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining(name + "=" + value + ": ");
    }

    private static final String SECRET = "a secret of at least 32 characters";

    @Test
    void users_come_with_tokens_that_are_signed_in_one_way() throws BadSettings {
        Map<String, String> shared = Map.of("SAFELIGHT_AUTH", "jwt", "SAFELIGHT_JWT_SECRET", SECRET);
        assertThat(Config.from(shared).web().authentication())
                .isEqualTo(new Authentication.Jwt(
                        new Authentication.Keys.Shared(SECRET), Optional.empty(), Optional.empty()));
        Map<String, String> published = Map.of(
                "SAFELIGHT_AUTH", "jwt",
                "SAFELIGHT_HOST", "0.0.0.0",
                "SAFELIGHT_JWT_JWKS_URL", "https://id.example/keys",
                "SAFELIGHT_JWT_ISSUER", "https://id.example",
                "SAFELIGHT_JWT_AUDIENCE", "photos");
        assertThat(Config.from(published).web().authentication())
                .isEqualTo(new Authentication.Jwt(
                        new Authentication.Keys.Published(URI.create("https://id.example/keys")),
                        Optional.of("https://id.example"),
                        Optional.of("photos")));
        assertThat(Config.from(Map.of("SAFELIGHT_AUTH", "apikey", "SAFELIGHT_HOST", "0.0.0.0"))
                        .web()
                        .authentication())
                .isEqualTo(new Authentication.ApiKeysOnly());
    }

    @Test
    void tokens_without_a_key_or_with_two_kinds_of_keys_are_a_mistake() {
        assertThatThrownBy(() -> Config.from(Map.of("SAFELIGHT_AUTH", "jwt")))
                .hasMessageContaining("SAFELIGHT_JWT_SECRET is missing: tokens need it, or SAFELIGHT_JWT_JWKS_URL");
        assertThatThrownBy(() -> Config.from(Map.of(
                        "SAFELIGHT_AUTH", "jwt",
                        "SAFELIGHT_JWT_SECRET", SECRET,
                        "SAFELIGHT_JWT_JWKS_URL", "https://id.example/keys")))
                .hasMessageContaining("not with either");
        assertThatThrownBy(() -> Config.from(Map.of("SAFELIGHT_JWT_SECRET", SECRET)))
                .hasMessageContaining("SAFELIGHT_JWT_SECRET=(hidden): means nothing without SAFELIGHT_AUTH=jwt");
        assertThatThrownBy(() ->
                        Config.from(Map.of("SAFELIGHT_AUTH", "jwt", "SAFELIGHT_JWT_SECRET", SECRET.substring(0, 31))))
                .hasMessageContaining("SAFELIGHT_JWT_SECRET=(hidden): must be at least 32 characters");
        assertThatThrownBy(() -> Config.from(
                        Map.of("SAFELIGHT_AUTH", "jwt", "SAFELIGHT_JWT_JWKS_URL", "http://id.example/keys")))
                .hasMessageContaining("SAFELIGHT_JWT_JWKS_URL=http://id.example/keys: must be an https address");
    }

    @Test
    void operators_may_have_several_keys_with_names() throws BadSettings {
        Map<String, String> one = Map.of("SAFELIGHT_OPERATOR_KEY", "c2l4dGVlbiBjaGFycw==");
        assertThat(Config.from(one).web().operatorKeys())
                .containsExactly(new OperatorKey("operator", new Secret("c2l4dGVlbiBjaGFycw==")));
        Map<String, String> two = Map.of("SAFELIGHT_OPERATOR_KEY", "the old key of all, anna=the new key of anna");
        assertThat(Config.from(two).web().operatorKeys())
                .containsExactly(
                        new OperatorKey("operator", new Secret("the old key of all")),
                        new OperatorKey("anna", new Secret("the new key of anna")));
        assertThatThrownBy(
                        () -> Config.from(Map.of("SAFELIGHT_OPERATOR_KEY", "the old key of all,anna=15 characters..")))
                .hasMessageContaining("SAFELIGHT_OPERATOR_KEY=(hidden): must be at least 16 characters");
    }

    @Test
    void all_mistakes_are_told_at_once() {
        Map<String, String> environment = Map.of(
                "SAFELIGHT_PORT", "eighty",
                "SAFELIGHT_LIMIT_MAX_BYTES", "large",
                "SAFELIGHT_RULE_BLURRY", "off",
                "SAFELIGHT_STORE", "s3",
                "SAFELIGHT_SET_MINIMUM", "20");

        assertThatThrownBy(() -> Config.from(environment)).hasMessage("""
                  SAFELIGHT_RULE_BLURRY is not a setting; did you mean SAFELIGHT_RULE_TOO_BLURRY?
                  SAFELIGHT_PORT=eighty: must be a whole number from 0 to 65535
                  SAFELIGHT_LIMIT_MAX_BYTES=large: must be a size from 1 to 200MiB, such as 300KiB or 20MiB
                  SAFELIGHT_S3_BUCKET is missing: the S3 store needs it
                  SAFELIGHT_S3_ACCESS_KEY is missing: the S3 store needs it
                  SAFELIGHT_S3_SECRET_KEY is missing: the S3 store needs it
                  SAFELIGHT_SET_MINIMUM=20: must not be more than SAFELIGHT_SET_MAXIMUM\
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "SAFELIGHT_PROT, did you mean SAFELIGHT_PORT?",
        "SAFELIGHT_RATELIMIT, did you mean SAFELIGHT_RATE_LIMIT?",
        "SAFELIGHT_DATABSE_URL, did you mean SAFELIGHT_DATABASE_URL?",
        "SAFELIGHT_COMPLETELY_ELSE, --help lists them all",
    })
    void an_unknown_name_of_ours_is_a_mistake_with_a_suggestion(String name, String hint) {
        assertThatThrownBy(() -> Config.from(Map.of(name, "1")))
                .hasMessageContaining(name + " is not a setting; " + hint);
    }

    @Test
    void names_of_others_are_none_of_our_business() throws BadSettings {
        assertThat(Config.from(Map.of("PATH", "/bin", "SAFE_LIGHT", "1"))).isEqualTo(Config.from(Map.of()));
    }

    @Test
    void secrets_are_shown_neither_in_mistakes_nor_in_the_record() throws BadSettings {
        assertThatThrownBy(() -> Config.from(Map.of("SAFELIGHT_OPERATOR_KEY", "short")))
                .hasMessageContaining("SAFELIGHT_OPERATOR_KEY=(hidden): must be at least 16 characters")
                .hasMessageNotContaining("short");
        assertThat(Config.from(S3).toString()).doesNotContain("hush-hush");
    }

    @Test
    void the_machine_is_called_as_it_calls_itself_unless_somebody_says_otherwise() throws BadSettings {
        assertThat(node(Map.of("HOSTNAME", "worker-7d9f", "SAFELIGHT_NODE_NAME", "left")))
                .isEqualTo("left");
        assertThat(node(Map.of("HOSTNAME", "worker-7d9f"))).isEqualTo("worker-7d9f");
        assertThat(node(Map.of("HOSTNAME", "Anna's\nlaptop" + "x".repeat(100))))
                .startsWith("Anna-s-laptopx")
                .hasSize(60);
        assertThat(node(Map.of())).matches("[A-Za-z0-9._-]{1,60}");
    }

    private static String node(Map<String, String> environment) throws BadSettings {
        return Config.from(environment).work().node();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://jaeger/trace/",
                "jaeger/{traceId}",
                "https://me:secret@jaeger/{traceId}",
                "https:/{traceId}"
            })
    void the_address_of_a_trace_says_where_its_id_goes(String url) {
        assertThatThrownBy(() -> Config.from(Map.of("SAFELIGHT_TRACE_URL", url)))
                .hasMessageContaining("must be an address with {traceId} in it");
    }

    @Test
    void an_address_that_others_reach_must_be_meant() throws BadSettings {
        assertThatThrownBy(() -> Config.from(Map.of("SAFELIGHT_HOST", "0.0.0.0")))
                .hasMessageContaining("SAFELIGHT_ALLOW_PUBLIC_ANONYMOUS=true");
        assertThat(Config.from(Map.of("SAFELIGHT_HOST", "0.0.0.0", "SAFELIGHT_ALLOW_PUBLIC_ANONYMOUS", "true"))
                        .web()
                        .host())
                .isEqualTo("0.0.0.0");
    }

    @Test
    void an_s3_store_knows_where_it_is_and_where_clients_see_it() throws BadSettings {
        assertThat(s3(Map.of()).endpoint()).isEqualTo(URI.create("https://s3.us-east-1.amazonaws.com"));
        assertThat(s3(Map.of("SAFELIGHT_S3_REGION", "eu-central-1")).endpoint())
                .isEqualTo(URI.create("https://s3.eu-central-1.amazonaws.com"));
        Config.Store.S3 minio = s3(Map.of(
                "SAFELIGHT_S3_ENDPOINT", "http://minio:9000/",
                "SAFELIGHT_S3_PUBLIC_ENDPOINT", "https://photos.example.org"));
        assertThat(minio.endpoint()).isEqualTo(URI.create("http://minio:9000"));
        assertThat(minio.publicEndpoint()).isEqualTo(URI.create("https://photos.example.org"));
    }

    private static Config.Store.S3 s3(Map<String, String> more) throws BadSettings {
        Map<String, String> environment = new HashMap<>(S3);
        environment.putAll(more);
        return (Config.Store.S3) Config.from(environment).store();
    }

    @Test
    void names_of_the_older_service_are_understood_and_ours_come_first() throws BadSettings {
        Config config = Config.from(Map.of(
                "PORT", "3000",
                "CORS_ORIGINS", "http://localhost:5173, *",
                "RATE_LIMIT_MAX_REQUESTS", "50",
                "RATE_LIMIT_WINDOW_MS", "30000",
                "S3_BUCKET_NAME", "downloads",
                "S3_ACCESS_KEY_ID", "minioadmin",
                "S3_SECRET_ACCESS_KEY", "minioadmin",
                "S3_ENDPOINT", "http://localhost:9000",
                "SAFELIGHT_S3_BUCKET", "photos"));

        assertThat(config.web().port()).isEqualTo(3000);
        assertThat(config.web().corsOrigins()).containsExactly("http://localhost:5173", "*");
        assertThat(config.web().rateLimit()).contains(new RateLimit(50, Duration.ofSeconds(30)));
        assertThat(((Config.Store.S3) config.store()).bucket()).isEqualTo("photos");
        assertThat(Config.from(Map.of("PORT", "3000", "SAFELIGHT_PORT", "4000"))
                        .web()
                        .port())
                .isEqualTo(4000);
    }

    @Test
    void a_mistake_under_an_older_name_is_told_under_that_name() {
        assertThatThrownBy(() -> Config.from(Map.of("PORT", "tcp://10.0.0.1:80")))
                .hasMessageContaining("PORT=tcp://10.0.0.1:80: must be")
                .hasMessageNotContaining("SAFELIGHT_PORT");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db:5433/photos, jdbc:postgresql://db:5433/photos, set, ",
        "postgresql://me:p%40ss+word@db/photos?sslmode=require, jdbc:postgresql://db/photos?sslmode=require, me, p@ss+word",
        "postgres://me@db:5433/photos, jdbc:postgresql://db:5433/photos, me, ",
    })
    void a_database_is_given_as_java_or_as_hosting_companies_write_it(
            String url, String jdbc, String user, String password) throws BadSettings {
        Map<String, String> environment = new HashMap<>(Map.of("SAFELIGHT_DATABASE_URL", url));
        if (user.equals("set")) {
            environment.put("SAFELIGHT_DATABASE_USER", user);
        }
        Secret secret = new Secret(Optional.ofNullable(password).orElse(""));

        assertThat(Config.from(environment).database())
                .isEqualTo(new Config.Database.External(jdbc, user, secret, 10, Duration.ofMinutes(1)));
    }

    @Test
    void a_database_must_be_told_who_we_are() {
        assertThatThrownBy(() -> Config.from(Map.of("SAFELIGHT_DATABASE_URL", "jdbc:postgresql://db/photos")))
                .hasMessageContaining("SAFELIGHT_DATABASE_USER is missing");
    }

    @ParameterizedTest
    @CsvSource({"mysql://localhost/photos", "postgresql:///photos", "jdbc:h2:mem:photos", "localhost"})
    void a_database_that_is_no_postgresql_is_refused(String url) {
        assertThatThrownBy(() -> Config.from(Map.of("SAFELIGHT_DATABASE_URL", url)))
                .hasMessageContaining("SAFELIGHT_DATABASE_URL=(hidden): must be an address such as jdbc:postgresql:");
    }

    @Test
    void rate_limits_are_off_or_so_many_a_time() throws BadSettings {
        assertThat(limit("off")).isEmpty();
        assertThat(limit("5/s")).contains(new RateLimit(5, Duration.ofSeconds(1)));
        assertThat(limit("36000/h")).contains(new RateLimit(36_000, Duration.ofHours(1)));
    }

    private static Optional<RateLimit> limit(String text) throws BadSettings {
        return Config.from(Map.of("SAFELIGHT_RATE_LIMIT", text)).web().rateLimit();
    }

    @Test
    void every_limit_can_be_changed() throws BadSettings {
        Policy policy = Config.from(Map.of(
                        "SAFELIGHT_FORMATS", "webp, PNG",
                        "SAFELIGHT_LIMIT_MIN_BYTES", "10 KiB",
                        "SAFELIGHT_LIMIT_MAX_BYTES", "20mib",
                        "SAFELIGHT_LIMIT_MIN_SHORTER_SIDE", "100",
                        "SAFELIGHT_LIMIT_MAX_MEGAPIXELS", "12.5",
                        "SAFELIGHT_LIMIT_MIN_SHARPNESS", "1",
                        "SAFELIGHT_LIMIT_MIN_BRIGHTNESS", "2",
                        "SAFELIGHT_LIMIT_MAX_BRIGHTNESS", "98",
                        "SAFELIGHT_LIMIT_MAX_SIMILARITY", "99"))
                .policy();
        Policy ofFaces = Config.from(Map.of(
                        "SAFELIGHT_LIMIT_MIN_FACE_CONFIDENCE", "10",
                        "SAFELIGHT_LIMIT_MIN_FACE_SIZE", "11",
                        "SAFELIGHT_LIMIT_MIN_OTHER_FACES", "12.5",
                        "SAFELIGHT_LIMIT_MIN_FACE_INSIDE", "13",
                        "SAFELIGHT_LIMIT_MAX_FACE_TURN", "14",
                        "SAFELIGHT_LIMIT_MIN_EYES_VISIBLE", "15",
                        "SAFELIGHT_LIMIT_MIN_FACE_BRIGHTNESS", "16",
                        "SAFELIGHT_LIMIT_MAX_FACE_BRIGHTNESS", "97"))
                .policy();

        assertThat(policy.limits())
                .isEqualTo(new dev.safelight.domain.rule.Limits(
                        java.util.Set.of(Format.WEBP, Format.PNG),
                        10_240,
                        20 << 20,
                        100,
                        12.5,
                        1,
                        2,
                        98,
                        FaceLimits.defaults(),
                        99));
        assertThat(ofFaces.limits().faces()).isEqualTo(new FaceLimits(10, 11, 12.5, 13, 14, 15, 16, 97));
    }

    @Test
    void heic_is_welcome_unless_it_is_off() throws BadSettings {
        assertThat(Config.from(Map.of()).policy().limits().formats()).contains(Format.HEIC);
        assertThat(Config.from(Map.of("SAFELIGHT_HEIC", "off"))
                        .policy()
                        .limits()
                        .formats())
                .containsExactlyInAnyOrder(Format.JPEG, Format.PNG);
        assertThatThrownBy(() -> Config.from(Map.of("SAFELIGHT_FORMATS", "heic", "SAFELIGHT_HEIC", "off")))
                .hasMessageContaining("SAFELIGHT_FORMATS=heic: at least one kind of file must be welcome");
    }

    @Test
    void one_setting_switches_all_rules_about_faces_off() throws BadSettings {
        Policy policy = Config.from(Map.of("SAFELIGHT_FACES", "off", "SAFELIGHT_RULE_NO_FACE", "reject"))
                .policy();

        assertThat(policy.asksForFaces()).isFalse();
        assertThat(policy.severity(Code.TOO_BLURRY)).isEqualTo(Severity.REJECT);
    }

    static List<Code> codes() {
        return List.of(Code.values());
    }

    @ParameterizedTest
    @MethodSource("codes")
    void every_rule_can_be_set_to_reject_warn_or_off(Code code) throws BadSettings {
        for (Severity severity : Severity.values()) {
            Config config =
                    Config.from(Map.of("SAFELIGHT_RULE_" + code, severity.name().toLowerCase(java.util.Locale.ROOT)));
            assertThat(config.policy().severity(code)).isEqualTo(severity);
        }
    }

    @Test
    void every_standard_value_means_itself() {
        for (Setting<?> setting : Settings.all()) {
            setting.standard()
                    .ifPresent(value ->
                            assertThat(reread(setting)).as(setting.name()).isEqualTo(value));
        }
    }

    private static Object reread(Setting<?> setting) {
        return setting.kind().parse(setting.otherwise());
    }

    @Test
    void no_name_is_declared_twice() {
        assertThat(Settings.all().stream().flatMap(Setting::names).collect(Collectors.toList()))
                .doesNotHaveDuplicates();
    }
}
