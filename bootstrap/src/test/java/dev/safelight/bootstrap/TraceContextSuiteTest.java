package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.safelight.application.webhook.WebhookSecret;
import dev.safelight.application.webhook.WebhookSender;
import dev.safelight.telemetry.trace.TracedRequests;
import dev.safelight.telemetry.trace.TracedSender;
import dev.safelight.telemetry.trace.Tracing;
import dev.safelight.telemetry.trace.TracingSettings;
import dev.safelight.web.WebServer;
import dev.safelight.web.http.Cors;
import dev.safelight.web.http.EveryReply;
import dev.safelight.web.webhook.AddressGuard;
import dev.safelight.web.webhook.HttpWebhookSender;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The public test-suite of W3C Trace Context (github.com/w3c/trace-context, {@code test/test.py}) against what receives our
 * requests and what calls receivers. To be run by hand, since it needs Python with aiohttp:
 *
 * <pre>-Dtest=TraceContextSuiteTest -DargLine=-Dsafelight.w3c-suite=…/test -Dsafelight.python=python3</pre>
 */
@EnabledIfSystemProperty(named = "safelight.w3c-suite", matches = ".+")
class TraceContextSuiteTest {

    private static final WebhookSecret SECRET = WebhookSecret.fresh(new Random(1));

    /** Calls back whom it is told to, as the suite wants it. */
    private static final class Service extends HttpServlet {

        private static final long serialVersionUID = 1L;
        private final transient WebhookSender sender;

        Service(WebhookSender sender) {
            this.sender = sender;
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            for (JsonNode call : new ObjectMapper().readTree(request.getInputStream())) {
                var message = new WebhookSender.Message(
                        "id",
                        Instant.now(),
                        List.of(SECRET),
                        call.path("arguments").toString());
                try {
                    sender.send(URI.create(call.path("url").asText()), message);
                } catch (InterruptedException stopped) {
                    throw new IOException(stopped);
                }
            }
            response.setStatus(200);
        }
    }

    @Test
    void the_public_suite_passes() throws Exception {
        var nowhere = new TracingSettings(URI.create("http://127.0.0.1:9"), Map.of(), 1, "suite", "1");
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        try (Tracing tracing = new Tracing(nowhere);
                var http = new HttpWebhookSender(new AddressGuard(AddressGuard.PRIVATE), "1", InstantSource.system())) {
            ServletContextHandler context = new ServletContextHandler();
            var outermost = new EveryReply(new Cors(Set.of(), ""), InstantSource.system(), () -> false);
            var traced = new TracedRequests(tracing, WebServer::routeOf, WebServer::requestIdOf);
            context.addFilter(new FilterHolder(outermost), "/*", EnumSet.of(DispatcherType.REQUEST));
            context.addFilter(new FilterHolder(traced), "/*", EnumSet.of(DispatcherType.REQUEST));
            context.addServlet(new ServletHolder(new Service(new TracedSender(http, tracing))), "/test");
            server.setHandler(context);
            server.start();
            Process suite = new ProcessBuilder(
                            System.getProperty("safelight.python", "python3"),
                            "test.py",
                            "http://127.0.0.1:" + connector.getLocalPort() + "/test")
                    .directory(
                            Path.of(System.getProperty("safelight.w3c-suite")).toFile())
                    .inheritIO()
                    .start();
            assertThat(suite.waitFor()).isZero();
        } finally {
            server.stop();
        }
    }
}
