package dev.safelight.web;

import dev.safelight.web.caller.ApiKeyEndpoint;
import dev.safelight.web.caller.Authentication;
import dev.safelight.web.caller.ClientAddress;
import dev.safelight.web.caller.Gate;
import dev.safelight.web.caller.NoUsers;
import dev.safelight.web.caller.Operators;
import dev.safelight.web.caller.Owners;
import dev.safelight.web.caller.Programs;
import dev.safelight.web.caller.RateLimiter;
import dev.safelight.web.caller.StoreToken;
import dev.safelight.web.caller.TokenHolders;
import dev.safelight.web.caller.Visitors;
import dev.safelight.web.download.DownloadEndpoint;
import dev.safelight.web.event.Events;
import dev.safelight.web.event.StreamLimits;
import dev.safelight.web.health.Health;
import dev.safelight.web.health.HealthEndpoint;
import dev.safelight.web.health.Phase;
import dev.safelight.web.http.Cors;
import dev.safelight.web.http.EveryReply;
import dev.safelight.web.http.JettyErrors;
import dev.safelight.web.http.Problems;
import dev.safelight.web.http.Waiting;
import dev.safelight.web.idempotency.Idempotency;
import dev.safelight.web.image.CompleteEndpoint;
import dev.safelight.web.image.ImageEndpoint;
import dev.safelight.web.image.SetEndpoint;
import dev.safelight.web.image.SignEndpoint;
import dev.safelight.web.job.QueueEndpoint;
import dev.safelight.web.metric.Measuring;
import dev.safelight.web.metric.MetricsEndpoint;
import dev.safelight.web.metric.Requests;
import dev.safelight.web.operation.ActionEndpoint;
import dev.safelight.web.operation.DownloadActionEndpoint;
import dev.safelight.web.operation.ErrorsEndpoint;
import dev.safelight.web.operation.OverviewEndpoint;
import dev.safelight.web.operation.ReceiverEndpoint;
import dev.safelight.web.operation.SearchEndpoint;
import dev.safelight.web.operation.StoryEndpoint;
import dev.safelight.web.page.DocsEndpoint;
import dev.safelight.web.page.HandoverEndpoint;
import dev.safelight.web.page.PageEndpoint;
import dev.safelight.web.rule.PolicyEndpoint;
import dev.safelight.web.store.ObjectEndpoint;
import dev.safelight.web.store.StorageEventsEndpoint;
import dev.safelight.web.webhook.WebhookEndpoint;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.eclipse.jetty.server.Connector;

/** The HTTP server. It listens when it has been made; close it once or more, at any moment. */
public final class WebServer implements AutoCloseable {

    /**
     * To Jetty a connection that was just accepted is none yet, and it would stop under it. With every reply asking for a
     * new connection there is nearly always one.
     */
    private static final Duration SETTLING = Duration.ofMillis(250);

    private final Routes routes;
    private final Javalin javalin;
    private final Health health;
    private final Waiting waiting;
    private final Events events;
    private final Duration drain;
    private final CountDownLatch drained = new CountDownLatch(1);
    private volatile Phase phase = Phase.STARTING;

    /**
     * @param random unpredictable
     * @throws io.javalin.util.JavalinBindException when the port is taken or not ours to take
     */
    public static WebServer start(
            WebConfig config, UseCases useCases, Measuring measuring, InstantSource clock, RandomGenerator random) {
        return start(config, useCases, measuring, clock, random, List.of());
    }

    /** @param around stand round every request but preflights, inside what gives it its identity and trace */
    public static WebServer start(
            WebConfig config,
            UseCases useCases,
            Measuring measuring,
            InstantSource clock,
            RandomGenerator random,
            List<Filter> around) {
        StreamLimits streams = StreamLimits.defaults(config.maxStreams());
        return started(new WebServer(config, useCases, measuring, clock, random, JettyTuning.IDLE, streams, around));
    }

    /** The route that a request took, as documented; known once it has been served, and empty if there was none. */
    public static Optional<String> routeOf(HttpServletRequest request) {
        return Optional.ofNullable((String) request.getAttribute(Route.TAKEN));
    }

    /** What was thrown while a request was served; known once it has been, and empty if nothing was. */
    public static Optional<Throwable> failureOf(HttpServletRequest request) {
        return Optional.ofNullable((Throwable) request.getAttribute(Route.FAILURE));
    }

    /** The code of the problem that a failure is answered with. */
    public static String codeOf(Throwable failure) {
        return Problems.code(failure).name();
    }

    /** As the caller is told it. */
    public static String requestIdOf(HttpServletRequest request) {
        return EveryReply.identity(request).requestId();
    }

    /** @param idle after which a connection on which nothing happens is ended */
    static WebServer start(
            WebConfig config,
            UseCases useCases,
            Measuring measuring,
            InstantSource clock,
            RandomGenerator random,
            Duration idle,
            StreamLimits streams) {
        return started(new WebServer(config, useCases, measuring, clock, random, idle, streams, List.of()));
    }

    private static WebServer started(WebServer server) {
        try {
            server.javalin.start();
            server.phase = Phase.SERVING;
            return server;
        } catch (RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    private WebServer(
            WebConfig config,
            UseCases useCases,
            Measuring measuring,
            InstantSource clock,
            RandomGenerator random,
            Duration idle,
            StreamLimits streams,
            List<Filter> around) {
        this.drain = config.drain();
        this.health = new Health(useCases.checks(), clock);
        this.waiting = new Waiting(clock);
        this.events = new Events(useCases.events(), useCases.bell(), useCases.images(), streams, waiting, random);
        String publicUrl = config.publicUrl().map(URI::toString).orElse("").replaceAll("/+$", "");
        Problems problems = new Problems(publicUrl);
        Cors cors = new Cors(config.corsOrigins(), publicUrl);
        ClientAddress address = new ClientAddress(config.proxies());
        RateLimiter limiter = new RateLimiter(config.rateLimits(), address, clock);
        Owners owners = switch (config.authentication()) {
            case Authentication.Anonymous anonymous ->
                new Visitors(useCases.secrets(), address, publicUrl.startsWith("https:"), random);
            case Authentication.Jwt terms -> TokenHolders.of(terms, clock);
            case Authentication.ApiKeysOnly none -> new NoUsers();
        };
        Gate gate = new Gate(
                limiter,
                new Programs(useCases.recogniseKey()),
                owners,
                new Operators(config.operatorKeys()),
                new StoreToken(config.storageEventsToken()),
                cors,
                new Idempotency(useCases.replies(), problems));
        HandoverEndpoint handover = new HandoverEndpoint(
                useCases.handOver(),
                owners instanceof Visitors visitors ? Optional.of(visitors) : Optional.empty(),
                config.publicUrl());
        this.routes = new Routes(
                config.api(),
                gate,
                new SignEndpoint(useCases.sign(), problems),
                new CompleteEndpoint(
                        useCases.complete(), useCases.delete(), useCases.await(), useCases.images(), waiting, problems),
                new DownloadEndpoint(
                        useCases.downloads(),
                        useCases.queries(),
                        events.streams(),
                        waiting,
                        clock,
                        config.version(),
                        config.reports().onRequest()),
                new ImageEndpoint(
                        useCases.images(),
                        useCases.queries(),
                        useCases.fetch(),
                        useCases.delete(),
                        useCases.retry(),
                        useCases.override(),
                        useCases.operator().writeDown(),
                        config.version()),
                events.endpoint(),
                new SetEndpoint(useCases.queries(), useCases.terms().set()),
                new PolicyEndpoint(
                        useCases.policy(),
                        useCases.terms(),
                        useCases.dryRun(),
                        handover.isPossible(),
                        config.version()),
                new StorageEventsEndpoint(useCases.hear()),
                useCases.selfServed().map(store -> new ObjectEndpoint(store, limiter)),
                new WebhookEndpoint(
                        useCases.webhooks().register(),
                        useCases.webhooks().test(),
                        useCases.webhooks().all(),
                        useCases.webhooks().deliveries()),
                new OverviewEndpoint(
                        health,
                        useCases.operator().outlook(),
                        useCases.operator().ages(),
                        useCases.queue(),
                        useCases.pauses(),
                        useCases.operator().elsewhere(),
                        clock),
                new ErrorsEndpoint(useCases.operator().errors(), clock),
                new SearchEndpoint(
                        useCases.operator().search(), useCases.downloads().downloads(), clock),
                new ActionEndpoint(
                        useCases.operator().act(), useCases.operator().audit(), clock),
                new DownloadActionEndpoint(useCases.operator().cancel()),
                new StoryEndpoint(
                        useCases.images(),
                        useCases.queries(),
                        useCases.fetch(),
                        useCases.operator().story(),
                        useCases.operator().log(),
                        clock),
                new ReceiverEndpoint(
                        useCases.operator().receivers(),
                        useCases.webhooks().deliveries(),
                        useCases.operator().replay()),
                new QueueEndpoint(
                        useCases.queue(),
                        useCases.pauses(),
                        useCases.deadLetters(),
                        useCases.operator().writeDown()),
                new ApiKeyEndpoint(
                        useCases.apiKeys(),
                        useCases.issueKey(),
                        useCases.operator().writeDown(),
                        clock),
                new HealthEndpoint(health, () -> phase),
                new MetricsEndpoint(measuring, config.operatorKeys()),
                handover,
                new PageEndpoint(
                        owners,
                        config.storeOrigins(),
                        config.version(),
                        config.reports().ofPages()),
                new DocsEndpoint(config.version()));
        this.javalin = Javalin.create(javalinConfig -> {
            JettyTuning.apply(
                    javalinConfig,
                    config,
                    idle,
                    new EveryReply(cors, clock, () -> phase == Phase.CLOSING),
                    around,
                    new JettyErrors(problems));
            route(javalinConfig, routes, problems);
            javalinConfig.requestLogger.http(new Requests(measuring.ear()));
        });
    }

    private static void route(JavalinConfig config, Routes routes, Problems problems) {
        config.http.prefer405over404 = true;
        config.router.javaLangErrorHandler((response, error) -> problems.writeError(response, error));
        routes.register(config.routes);
        problems.register(config.routes);
    }

    /** Every address, for those who hold the documentation against it. */
    List<Route> routes() {
        return routes.all();
    }

    /** How many clients listen to events. */
    public int streams() {
        return events.streams().size();
    }

    /** The port that it listens on. */
    public int port() {
        return javalin.port();
    }

    /**
     * Says that it is not ready, sends those home who wait for verdicts or listen to events, and goes on answering for as long as it was told
     * to: until whoever sends requests has noticed. Then it listens no more, answers what has begun, at most 10 s,
     * and waits for connections that were in use within five times as long, at most 5 s.
     */
    @Override
    public void close() {
        boolean serving = phase == Phase.SERVING;
        phase = Phase.CLOSING;
        waiting.close();
        events.streams().bye();
        if (serving) {
            pause(drain);
            stopListening();
            pause(drain.compareTo(SETTLING) < 0 ? drain : SETTLING);
        }
        events.close();
        javalin.stop();
        health.close();
    }

    /** Whoever has a connection by now goes on being answered. */
    private void stopListening() {
        for (Connector connector : javalin.jettyServer().server().getConnectors()) {
            var _ = connector.shutdown(); // Jetty itself waits for it when it stops
        }
    }

    private void pause(Duration time) {
        try {
            drained.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
