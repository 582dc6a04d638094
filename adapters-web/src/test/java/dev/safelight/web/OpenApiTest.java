package dev.safelight.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.Status;
import dev.safelight.domain.image.UploadFault;
import dev.safelight.domain.rule.Code;
import dev.safelight.web.http.ProblemCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OpenApiTest {

    /** What may befall any request; no single route lists them. */
    private static final Set<String> OF_THE_SERVER_ITSELF = Set.of(
            "METHOD_NOT_ALLOWED",
            "REQUEST_TIMEOUT",
            "URI_TOO_LONG",
            "EXPECTATION_FAILED",
            "HEADERS_TOO_LARGE",
            "NOT_IMPLEMENTED",
            "VERSION_NOT_SUPPORTED");

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    private static List<String> enumAt(String pointer) {
        List<String> names = new ArrayList<>();
        Documentation.document().at(pointer).forEach(name -> names.add(name.textValue()));
        return names;
    }

    @Test
    void every_route_is_documented_and_every_documented_route_is_there() {
        try (TestServer server = TestServer.start()) {
            Set<String> served = server.routes().stream()
                    .map(route -> route.method() + " "
                            + route.path().replace('<', '{').replace('>', '}'))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(Documentation.addresses()).isEqualTo(served);
        }
    }

    /** Whoever adds one has it written down too, and says so in {@code AuditTest} or where it is tested. */
    @Test
    void all_that_an_operator_can_change_is_written_down() {
        assertThat(Documentation.addresses())
                .filteredOn(address -> address.matches("(POST|PUT|PATCH|DELETE) /v1/ops/.*"))
                .containsExactlyInAnyOrder(
                        "POST /v1/ops/images/actions",
                        "POST /v1/ops/downloads/actions",
                        "POST /v1/ops/webhooks/{webhookId}/replay",
                        "POST /v1/ops/webhooks/{webhookId}/deliveries/{deliveryId}/replay",
                        "POST /v1/ops/queues/{kind}/pause",
                        "POST /v1/ops/queues/{kind}/resume",
                        "POST /v1/ops/queues/{kind}/redrive",
                        "POST /v1/ops/api-keys",
                        "DELETE /v1/ops/api-keys/{keyId}");
    }

    @Test
    void every_problem_is_documented_and_every_one_has_a_place_where_it_occurs() {
        assertThat(enumAt("/components/schemas/Problem/properties/code/enum")).isEqualTo(names(ProblemCode.values()));
        Set<String> occurring = new TreeSet<>(OF_THE_SERVER_ITSELF);
        for (JsonNode response : Documentation.document().at("/components/responses")) {
            response.path("x-codes").forEach(code -> occurring.add(code.textValue()));
        }
        assertThat(occurring).containsExactlyInAnyOrderElementsOf(names(ProblemCode.values()));
    }

    @Test
    void every_status_rule_fault_and_type_of_event_is_documented() {
        assertThat(enumAt("/components/schemas/Status/enum")).isEqualTo(names(Status.values()));
        assertThat(enumAt("/components/schemas/RuleCode/enum")).isEqualTo(names(Code.values()));
        assertThat(enumAt("/components/schemas/Image/properties/fault/properties/code/enum"))
                .isEqualTo(names(UploadFault.values()));
        assertThat(enumAt("/components/schemas/EventType/enum"))
                .isEqualTo(Arrays.stream(EventType.values())
                        .map(EventType::wireName)
                        .toList());
    }

    @Test
    void every_reference_leads_somewhere() {
        assertThat(Documentation.document().findValues("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(Documentation.document()
                                .at(reference.textValue().substring(1))
                                .isMissingNode())
                        .as(reference.textValue())
                        .isFalse());
    }
}
