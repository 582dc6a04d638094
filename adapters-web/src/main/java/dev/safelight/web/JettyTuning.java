package dev.safelight.web;

import dev.safelight.web.http.EveryReply;
import dev.safelight.web.http.JettyErrors;
import io.javalin.config.JavalinConfig;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** How the server below is set up: bounds on everything that a client can make us hold. */
final class JettyTuning {

    /** With the usual 50 to 500, a burst of new connections waits for the clients' retransmission, which takes seconds. */
    private static final int ACCEPT_QUEUE = 4096;

    private static final int HEADER_BYTES = 16 * 1024;

    /** Longer than the longest wait for a verdict, during which nothing is sent. */
    static final Duration IDLE = Duration.ofSeconds(60);

    /** More would wait unheard; each costs some ten kilobytes. */
    private static final int CONNECTIONS = 20_000;

    private static final Duration CLOSING = Duration.ofSeconds(10);

    /**
     * While closing, connections that were used within so many drains are waited for: their next reply says that they end.
     * A request that crosses their end on the wire would fail, and nobody could tell the client whether it had an effect.
     */
    private static final int DRAINS = 5;

    private static final Duration LEAST_SILENCE = Duration.ofMillis(100);
    private static final Duration MOST_SILENCE = Duration.ofSeconds(5);

    private JettyTuning() {}

    static void apply(
            JavalinConfig javalin,
            WebConfig config,
            Duration idle,
            EveryReply outermost,
            List<Filter> around,
            JettyErrors errors) {
        javalin.startup.showJavalinBanner = false;
        javalin.startup.showOldJavalinVersionWarning = false;
        javalin.startup.startupWatcherEnabled = false;
        javalin.jetty.threadPool = threads();
        javalin.jetty.modifyServer(server -> prepare(server, errors));
        javalin.jetty.modifyHttpConfiguration(JettyTuning::limit);
        javalin.jetty.addConnector((server, http) -> connector(server, http, config, idle));
        javalin.jetty.modifyServletContextHandler(context -> {
            Stream.<Filter>concat(Stream.of(outermost), around.stream())
                    .map(FilterHolder::new)
                    .forEach(filter -> context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST)));
            context.setErrorHandler(errors);
        });
    }

    /** Few platform threads to accept and select; requests run on virtual ones, so that waiting costs nothing. */
    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("web");
        threads.setVirtualThreadsExecutor(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("web-", 0).factory()));
        return threads;
    }

    private static void prepare(Server server, JettyErrors errors) {
        server.setErrorHandler(errors);
        server.setStopTimeout(CLOSING.toMillis());
        server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
        server.insertHandler(new GracefulHandler());
    }

    private static void limit(HttpConfiguration http) {
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setResponseHeaderSize(HEADER_BYTES);
        http.setUriCompliance(UriCompliance.DEFAULT);
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
    }

    private static Duration silence(Duration drain) {
        long millis = DRAINS * drain.toMillis();
        return Duration.ofMillis(Math.clamp(millis, LEAST_SILENCE.toMillis(), MOST_SILENCE.toMillis()));
    }

    private static Connector connector(Server server, HttpConfiguration http, WebConfig config, Duration idle) {
        ServerConnector connector = new DrainingConnector(server, new HttpConnectionFactory(http));
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.setIdleTimeout(idle.toMillis());
        connector.setShutdownIdleTimeout(silence(config.drain()).toMillis());
        return connector;
    }
}
