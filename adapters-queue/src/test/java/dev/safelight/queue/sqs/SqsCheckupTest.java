package dev.safelight.queue.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.safelight.application.doctor.Finding;
import dev.safelight.application.doctor.Findings;
import dev.safelight.application.doctor.Severity;
import dev.safelight.application.job.Job;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Each way in which the queues can be set up wrongly is found, and the finding says what to do. */
class SqsCheckupTest {

    private static ElasticMqServer server;

    private final List<HttpServer> refusals = new ArrayList<>();

    @AfterEach
    void stopRefusing() {
        refusals.forEach(refusing -> refusing.stop(0));
    }

    @BeforeAll
    static void start() {
        server = ElasticMqServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void sound_queues_have_nothing_above_advice() {
        for (SqsSettings queues : List.of(server.newQueues(), server.newFifoQueues())) {
            make(queues);
            List<Finding> found = find(withoutMaking(queues));
            assertThat(Findings.above(Severity.ADVICE, found)).isEmpty();
            assertThat(found)
                    .extracting(Finding::check)
                    .contains(
                            "queue.reachable",
                            "queue.queues",
                            "queue.redrive",
                            "queue.delay",
                            "queue.retention",
                            "queue.rights");
        }
    }

    @Test
    void queues_that_will_be_made_are_not_made_by_the_doctor() {
        SqsSettings queues = server.newQueues();
        assertThat(Findings.above(Severity.OK, find(queues))).isEmpty();
        assertFound(Severity.ERROR, find(withoutMaking(queues)), "queue.queues", "SAFELIGHT_SQS_CREATE=true");
    }

    @Test
    void a_queue_without_redrive() {
        SqsSettings queues = server.newQueues();
        try (SqsCalls calls = new SqsCalls(queues)) {
            for (Job.Kind kind : Job.Kind.values()) {
                new SqsQueues(queues, calls).deadOf(kind);
                calls.call("making", client -> client.createQueue(request -> request.queueName(queues.queueOf(kind))));
            }
        }
        assertFound(Severity.WARNING, find(withoutMaking(queues)), "queue.redrive", "RedrivePolicy");
    }

    @Test
    void queues_that_hold_jobs_back() {
        SqsSettings queues = server.newQueues();
        make(queues);
        change(queues, Map.of(QueueAttributeName.DELAY_SECONDS, "60"));
        assertFound(Severity.WARNING, find(queues), "queue.delay", "DelaySeconds=0");
    }

    @Test
    void nobody_there() {
        SqsSettings away = ElasticMqServer.settings("photos", ElasticMqServer.at(1), SqsSettings.Timeouts.USUAL);
        List<Finding> found = find(away);
        assertFound(Severity.ERROR, found, "queue.reachable", "SAFELIGHT_SQS_ENDPOINT");
        assertThat(found).hasSize(1);
    }

    @Test
    void an_unknown_host() {
        SqsSettings away =
                ElasticMqServer.settings("photos", URI.create("http://sqs.invalid"), SqsSettings.Timeouts.USUAL);
        assertFound(Severity.ERROR, find(away), "queue.reachable", "DNS");
    }

    @Test
    void a_key_that_is_not_known_and_one_without_rights() throws IOException {
        assertFound(
                Severity.ERROR,
                find(refusing("UnrecognizedClientException")),
                "queue.reachable",
                "SAFELIGHT_SQS_ACCESS_KEY");
        assertFound(Severity.ERROR, find(refusing("AccessDeniedException")), "queue.reachable", "sqs:SendMessage");
        assertFound(
                Severity.ERROR, find(refusing("SignatureDoesNotMatch")), "queue.reachable", "SAFELIGHT_SQS_SECRET_KEY");
    }

    /** Named by their URLs, so that nobody needs the right to look them up; but the other rights are missing. */
    @Test
    void a_key_that_may_look_but_not_use() throws IOException {
        SqsSettings refused = refusing("AccessDeniedException");
        String url = refused.endpoint().orElseThrow() + "/000000000000/photos";
        SqsSettings named =
                new SqsSettings(refused.region(), refused.endpoint(), url, refused.keys(), false, refused.timeouts());
        List<Finding> found = find(named);
        assertThat(Findings.of("queue.redrive", found).severity()).isEqualTo(Severity.ERROR);
    }

    private SqsSettings refusing(String code) throws IOException {
        HttpServer refusing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        refusing.createContext("/", exchange -> {
            try (exchange) {
                byte[] body =
                        ("{\"__type\":\"com.amazon.coral.service#" + code + "\",\"message\":\"no\"}").getBytes(UTF_8);
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
                exchange.sendResponseHeaders(403, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        refusing.start();
        refusals.add(refusing);
        URI endpoint = URI.create("http://127.0.0.1:" + refusing.getAddress().getPort());
        return ElasticMqServer.settings("photos", endpoint, SqsSettings.Timeouts.USUAL);
    }

    private static void make(SqsSettings settings) {
        try (SqsCalls calls = new SqsCalls(settings)) {
            SqsQueues queues = new SqsQueues(settings, calls);
            for (Job.Kind kind : Job.Kind.values()) {
                queues.of(kind);
            }
        }
    }

    private static void change(SqsSettings settings, Map<QueueAttributeName, String> attributes) {
        try (SqsCalls calls = new SqsCalls(settings)) {
            SqsQueues queues = new SqsQueues(settings, calls);
            for (Job.Kind kind : Job.Kind.values()) {
                String url = queues.of(kind);
                calls.call("changing", client -> change(client, url, attributes));
            }
        }
    }

    private static boolean change(SqsClient client, String url, Map<QueueAttributeName, String> attributes) {
        client.setQueueAttributes(request -> request.queueUrl(url).attributes(attributes));
        return true;
    }

    private static SqsSettings withoutMaking(SqsSettings settings) {
        return new SqsSettings(
                settings.region(), settings.endpoint(), settings.queue(), settings.keys(), false, settings.timeouts());
    }

    private static List<Finding> find(SqsSettings settings) {
        return Findings.of(new SqsCheckup(settings));
    }

    private static void assertFound(Severity severity, List<Finding> found, String check, String fix) {
        Finding finding = Findings.of(check, found);
        assertThat(finding.severity()).as(finding.toString()).isEqualTo(severity);
        assertThat(finding.fix()).contains(fix);
    }
}
