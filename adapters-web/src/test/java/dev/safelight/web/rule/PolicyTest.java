package dev.safelight.web.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.domain.rule.Policy;
import dev.safelight.domain.rule.Rule;
import dev.safelight.domain.rule.Rules;
import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {

    private final TestServer server = TestServer.start();
    private final Client anna = server.newcomer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void the_policy_lists_every_rule_in_the_order_asked() {
        JsonNode policy = anna.get("/v1/policy").json();
        assertThat(policy.get("rules"))
                .extracting(rule -> rule.get("code").textValue())
                .containsExactlyElementsOf(
                        Rules.inOrder().stream().map(Rule::code).map(Enum::name).toList());
        assertThat(policy.get("version").textValue())
                .isEqualTo(Policy.defaults().version());
        assertThat(policy.get("formats").toString()).isEqualTo("[\"image/heic\",\"image/jpeg\",\"image/png\"]");
        assertThat(policy.at("/upload/maxBytes").longValue()).isEqualTo(50L * 1024 * 1024);
        assertThat(policy.at("/upload/urlValidForSeconds").longValue()).isEqualTo(900);
        assertThat(policy.at("/set/minimum").intValue()).isEqualTo(6);
    }

    @Test
    void a_rule_shows_its_limit_and_how_to_compare_with_it() {
        JsonNode rules = anna.get("/v1/policy").json().get("rules");
        assertThat(rules)
                .anySatisfy(rule -> assertThat(rule.toString())
                        .contains("\"RESOLUTION_TOO_LOW\"", "\"reject\"", "\"limit\":512", "\"px\"", "\"at least\""))
                .anySatisfy(rule -> assertThat(rule.toString()).contains("\"FORMAT_MISMATCH\"", "\"warn\""));
    }

    @Test
    void the_policy_is_anybodys_and_needs_no_cookie() {
        Reply policy = anna.get("/v1/policy");
        assertThat(policy.header("Set-Cookie")).isEmpty();
        assertThat(anna.with("If-None-Match", policy.header("ETag"))
                        .get("/v1/policy")
                        .status())
                .isEqualTo(304);
    }

    @Test
    void other_limits_are_tried_on_what_was_measured() {
        String sharp = anna.upload("seed=1 sharpness=80");
        String soft = anna.upload("seed=2 sharpness=40");
        anna.upload("seed=3 sharpness=10");
        server.work();
        Reply stricter = server.operator().post("/v1/policy/dry-run", "{'limits':{'minSharpness':50.5}}");
        assertThat(stricter.status()).isEqualTo(200);
        assertThat(stricter.at("/judged")).isEqualTo("3");
        assertThat(stricter.at("/accepted")).isEqualTo("2");
        assertThat(stricter.at("/wouldBeAccepted")).isEqualTo("1");
        assertThat(stricter.at("/reasons/TOO_BLURRY")).isEqualTo("2");
        assertThat(stricter.at("/examples/0")).isEqualTo(soft).isNotEqualTo(sharp);
        Reply laxer = server.operator().post("/v1/policy/dry-run", "{'rules':{'TOO_BLURRY':'off'},'limit':1}");
        assertThat(laxer.at("/newlyAccepted")).isEqualTo("1");
        assertThat(laxer.at("/judged")).isEqualTo("1");
        anna.upload("seed=4 faces=2");
        server.work();
        Reply crowd = server.operator().post("/v1/policy/dry-run", "{'rules':{'MULTIPLE_FACES':'warn'}}");
        assertThat(crowd.at("/newlyAccepted")).isEqualTo("1");
        Reply close = server.operator().post("/v1/policy/dry-run", "{'limits':{'minFaceSize':60}}");
        assertThat(close.at("/reasons/FACE_TOO_SMALL")).isEqualTo("1");
        Reply later = server.operator().post("/v1/policy/dry-run", "{'since':'2030-01-01T00:00:00+02:00'}");
        assertThat(later.at("/judged")).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "{'limits':7} | /limits | WRONG_TYPE",
                "{'limits':{'minSharpness':101}} | /limits/minSharpness | OUT_OF_RANGE",
                "{'limits':{'minSharpness':1e999}} | /limits/minSharpness | OUT_OF_RANGE",
                "{'limits':{'minSharpness':'x'}} | /limits/minSharpness | WRONG_TYPE",
                "{'limits':{'maxFaceTurn':181}} | /limits/maxFaceTurn | OUT_OF_RANGE",
                "{'limits':{'minShorterSide':0}} | /limits/minShorterSide | OUT_OF_RANGE",
                "{'limits':{'minShorterSide':3000000000}} | /limits/minShorterSide | OUT_OF_RANGE",
                "{'limits':{'formats':[]}} | /limits/formats | OUT_OF_RANGE",
                "{'limits':{'formats':['image/x-none']}} | /limits/formats | UNKNOWN_VALUE",
                "{'limits':{'formats':[7]}} | /limits/formats/0 | WRONG_TYPE",
                "{'rules':{'NO_SUCH/RULE':'off'}} | /rules/NO_SUCH~1RULE | UNKNOWN_VALUE",
                "{'rules':{'TOO_DARK':'maybe'}} | /rules/TOO_DARK | BAD_VALUE",
                "{'rules':{'TOO_DARK':1}} | /rules/TOO_DARK | WRONG_TYPE",
                "{'since':'yesterday'} | /since | BAD_VALUE",
                "{'limit':0} | /limit | OUT_OF_RANGE",
                "{'limit':100001} | /limit | OUT_OF_RANGE"
            },
            delimiter = '|')
    void every_wrong_field_is_named(String body, String pointer, String code) {
        server.operator().post("/v1/policy/dry-run", body).names(pointer, code);
    }
}
