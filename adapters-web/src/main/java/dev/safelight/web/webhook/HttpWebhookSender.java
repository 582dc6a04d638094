package dev.safelight.web.webhook;

import dev.safelight.application.Trace;
import dev.safelight.application.webhook.WebhookSender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Calls receivers by HTTP: straight, without a proxy, following nobody elsewhere, and with sockets that know where not to
 * go. HTTPS to anybody on the public internet; plain HTTP only to addresses that the operator allows by name.
 */
public final class HttpWebhookSender implements WebhookSender, AutoCloseable {

    private static final String AMBIGUOUS = "it is no URL that everybody understands alike";
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(^|\\.)([0-9]+|0x[0-9a-f]*)\\.?$");
    private static final Pattern PLAIN_IPV4 = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})(?:\\.(?!$)|$)){4}");
    private static final MediaType JSON = MediaType.get("application/json");

    /**
     * How long a call may take.
     *
     * @param connect each attempt to connect, and the look-up of the name
     * @param call all of it, up to the head of the answer
     */
    record Patience(Duration connect, Duration call) {
        static final Patience USUAL = new Patience(Duration.ofSeconds(5), Duration.ofSeconds(15));
    }

    private final AddressGuard guard;
    private final Resolver resolver;
    private final OkHttpClient https;
    private final OkHttpClient http;
    private final String agent;
    private final InstantSource clock;

    /** @param version of this software, of which receivers are told */
    public HttpWebhookSender(AddressGuard guard, String version, InstantSource clock) {
        this(guard, version, clock, Dns.SYSTEM, Patience.USUAL, new OkHttpClient());
    }

    /** @param base with what tests need besides: trust in a certificate of their own */
    HttpWebhookSender(
            AddressGuard guard, String version, InstantSource clock, Dns names, Patience patience, OkHttpClient base) {
        this.guard = guard;
        this.resolver = new Resolver(names, patience.connect());
        this.agent = "Safelight/" + version;
        this.clock = clock;
        this.https = base.newBuilder()
                .proxy(Proxy.NO_PROXY)
                .socketFactory(new GuardedSockets(guard::objection))
                .dns(resolver)
                .followRedirects(false)
                .followSslRedirects(false)
                .cookieJar(CookieJar.NO_COOKIES)
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(16, 30, TimeUnit.SECONDS))
                .connectTimeout(patience.connect())
                .readTimeout(patience.call())
                .writeTimeout(patience.call())
                .callTimeout(patience.call())
                .addNetworkInterceptor(new AsAnswered())
                .build();
        // Its own pool: a connection that was made for https is none that plain http may take.
        this.http = https.newBuilder()
                .socketFactory(new GuardedSockets(guard::objectionToPlainHttp))
                .connectionPool(new ConnectionPool(4, 30, TimeUnit.SECONDS))
                .build();
    }

    @Override
    public Optional<String> objection(URI url) {
        HttpUrl parsed = HttpUrl.parse(url.toString());
        if (parsed == null || isAmbiguous(parsed.host())) {
            return Optional.of(AMBIGUOUS);
        }
        if (!parsed.isHttps() && guard.allowed().isEmpty()) {
            return Optional.of("it must begin with https://");
        }
        return literal(parsed.host())
                .flatMap(address -> parsed.isHttps() ? guard.objection(address) : guard.objectionToPlainHttp(address));
    }

    /**
     * Whether a host ends in a number, as addresses do, but is none in plain decimals: {@code 0177.0.0.1} and
     * {@code 2130706433} are one address to some systems and another one, or a name, to others.
     */
    private static boolean isAmbiguous(String host) {
        return ENDS_IN_NUMBER.matcher(host).find() && !PLAIN_IPV4.matcher(host).matches();
    }

    /** The address that a URL names without a name; the names of this machine are as good as one. */
    private static Optional<InetAddress> literal(String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return Optional.of(InetAddress.getLoopbackAddress());
        }
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException aName) {
            return Optional.empty();
        }
    }

    @Override
    public Result send(URI url, Message message) throws InterruptedException {
        long start = System.nanoTime();
        HttpUrl parsed = HttpUrl.parse(url.toString());
        if (parsed == null || isAmbiguous(parsed.host())) {
            return new Result.Refused(AMBIGUOUS, Duration.ZERO);
        }
        Call call = (parsed.isHttps() ? https : http).newCall(request(parsed, message));
        try (Response response = call.execute()) {
            return judge(response, call, Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException | IllegalArgumentException failure) {
            return explain(failure, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private Request request(HttpUrl url, Message message) {
        Request.Builder request = new Request.Builder();
        Trace.context().ifPresent(trace -> {
            request.header("traceparent", trace.traceparent());
            if (!trace.state().isEmpty()) {
                request.header("tracestate", trace.state().header());
            }
        });
        return request.url(url)
                .header("User-Agent", agent)
                .header("Accept-Encoding", "identity")
                .header("webhook-id", message.id())
                .header("webhook-timestamp", Long.toString(message.time().getEpochSecond()))
                .header("webhook-signature", Signature.of(message))
                .post(RequestBody.create(message.body().getBytes(StandardCharsets.UTF_8), JSON))
                .build();
    }

    private Result judge(Response response, Call call, Duration took) {
        String answer = AnswerText.read(response, call);
        int status = response.code();
        if (response.isSuccessful()) {
            return new Result.Delivered(status, took);
        }
        if (status == 410) {
            return new Result.Gone(took);
        }
        Optional<Duration> retryAfter = Optional.ofNullable(response.header(AsAnswered.RETRY_AFTER))
                .flatMap(value -> RetryAfter.parse(value, clock.instant()));
        String why = response.isRedirect()
                ? "redirected (" + status + "), which is not followed: register the new URL"
                : "answered " + status;
        return new Result.Failed(Optional.of(status), why, retryAfter, answer, took);
    }

    private static Result explain(Exception failure, Duration took) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("while calling a receiver");
        }
        return NetworkFailure.forbidden(failure)
                .<Result>map(why -> new Result.Refused(why, took))
                .orElseGet(() -> new Result.Failed(
                        Optional.empty(), NetworkFailure.inWords(failure), Optional.empty(), "", took));
    }

    /** Calls that are under way fail. May be called twice. */
    @Override
    public void close() {
        https.dispatcher().cancelAll();
        http.dispatcher().cancelAll();
        https.connectionPool().evictAll();
        http.connectionPool().evictAll();
        resolver.close();
    }
}
