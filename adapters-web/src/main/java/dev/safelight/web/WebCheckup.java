package dev.safelight.web;

import dev.safelight.application.doctor.Check;
import dev.safelight.application.doctor.Checkup;
import dev.safelight.application.doctor.Notes;
import dev.safelight.application.doctor.Severity;
import dev.safelight.web.caller.AuthCheck;
import dev.safelight.web.caller.Authentication;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Looks at our server as clients find it, and at what its settings mean where others can reach it. */
public final class WebCheckup implements Checkup {

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /**
     * What of the settings matters here.
     *
     * @param host the address that the server listens on
     * @param publicUrl what clients call it; empty for localhost and the port
     * @param proxies of ours before it
     * @param limited whether callers are limited in how often they may ask
     * @param authentication how users are told apart
     * @param operator whether there is one
     * @param deafToStore whether there is a store that could tell of uploads, and no token by which it may
     */
    public record Setup(
            String host,
            int port,
            Optional<URI> publicUrl,
            int proxies,
            boolean limited,
            Authentication authentication,
            boolean operator,
            boolean deafToStore) {}

    private final Setup config;
    private final boolean open;
    private final URI url;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** @param config of a server that may be running or not */
    public WebCheckup(Setup config) {
        this.config = config;
        this.open = !isLoopback(config.host());
        this.url = config.publicUrl().orElseGet(() -> URI.create("http://localhost:" + config.port()));
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.of("web.answers", this::answers),
                Check.of("web.public-url", this::publicUrl),
                Check.of("web.encryption", this::encryption),
                Check.of("web.proxies", this::proxies),
                Check.of("web.rate-limit", this::rateLimit),
                Check.of("web.auth", new AuthCheck(config.authentication(), config.operator(), open)::look),
                Check.of("web.operator", this::operator),
                Check.of("web.storage-events", this::storageEvents));
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    private void answers(Notes notes) throws InterruptedException {
        try {
            HttpResponse<String> alive = get("/livez");
            if (alive.statusCode() == 200 && alive.body().contains("alive")) {
                readiness(notes, get("/readyz?verbose=1"));
            } else {
                notes.error(
                        "something else than Safelight answers",
                        url + "/livez: " + alive.statusCode(),
                        "Let the proxy there send every path on to port " + config.port()
                                + " of this machine, or correct SAFELIGHT_PUBLIC_URL or SAFELIGHT_PORT.");
            }
        } catch (IOException failure) {
            unanswered(notes, failure);
        }
    }

    private void readiness(Notes notes, HttpResponse<String> ready) {
        if (ready.statusCode() == 200) {
            notes.ok("Safelight answers", url.toString());
        } else {
            notes.warning(
                    "Safelight runs and is not ready",
                    url + "/readyz: " + ready.body(),
                    "See the other findings here, and its log.");
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(PATIENCE)
                .GET()
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    /** Nobody there is as it should be when it does not run; a name that leads nowhere, or a bad certificate, is not. */
    private void unanswered(Notes notes, IOException failure) {
        boolean unknown =
                causedBy(failure, UnresolvedAddressException.class) || causedBy(failure, UnknownHostException.class);
        if (unknown) {
            notes.error(
                    "nobody knows the host name of the public address",
                    url.toString(),
                    "Make a DNS record for " + url.getHost() + ", or correct SAFELIGHT_PUBLIC_URL.");
        } else if (causedBy(failure, SSLException.class)) {
            notes.error(
                    "TLS does not come about at the public address",
                    url + ": " + failure.getMessage(),
                    "Let the proxy there show a certificate for " + url.getHost() + " that browsers trust.");
        } else if (failure instanceof ConnectException && config.publicUrl().isEmpty()) {
            notes.ok("Safelight does not run at present", url.toString());
        } else {
            notes.add(
                    failure instanceof ConnectException ? Severity.ADVICE : Severity.WARNING,
                    "Safelight does not answer at its public address",
                    url + ": "
                            + (failure.getMessage() == null
                                    ? failure.getClass().getSimpleName()
                                    : failure.getMessage()),
                    "Start it and run this again. If it runs: let the proxy there send every path on to port "
                            + config.port() + ", or correct SAFELIGHT_PUBLIC_URL.");
        }
    }

    private static boolean causedBy(Throwable failure, Class<?> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private void publicUrl(Notes notes) {
        if (config.publicUrl().isPresent()) {
            notes.ok("what clients call us is set", url.toString());
        } else if (open) {
            notes.warning(
                    "others can reach us, and we call ourselves localhost",
                    "SAFELIGHT_HOST=" + config.host() + " without SAFELIGHT_PUBLIC_URL",
                    "SAFELIGHT_PUBLIC_URL=https://photos.example.org, as clients call us: signed addresses of the folder"
                            + " store begin with it");
        } else {
            notes.ok("clients are on this machine", url.toString());
        }
    }

    private void encryption(Notes notes) {
        String host = String.valueOf(url.getHost());
        boolean here = host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
        if ("https".equals(url.getScheme()) || here) {
            notes.ok("nobody on the way reads along", url.toString());
        } else {
            notes.warning(
                    "clients talk to us unencrypted: photos and cookies can be read and changed on the way",
                    url.toString(),
                    "Put a proxy with TLS before us, and set SAFELIGHT_PUBLIC_URL=https://" + host
                            + " and SAFELIGHT_PROXIES=1");
        }
    }

    private void proxies(Notes notes) {
        if ("https".equals(url.getScheme()) && config.proxies() == 0) {
            notes.warning(
                    "all clients seem to be one: they share one limit of requests",
                    "the public address has TLS, so that there is a proxy before us, and SAFELIGHT_PROXIES is 0",
                    "SAFELIGHT_PROXIES=1, or as many as each add to X-Forwarded-For");
        } else {
            notes.ok("the number of proxies before us is plausible", Integer.toString(config.proxies()));
        }
    }

    private void rateLimit(Notes notes) {
        if (config.limited()) {
            notes.ok("callers are limited in how often they may ask");
        } else {
            notes.warning(
                    "one caller can keep all others waiting",
                    "SAFELIGHT_RATE_LIMIT=off",
                    "SAFELIGHT_RATE_LIMIT=6000/min, unless a proxy before us limits callers");
        }
    }

    private void operator(Notes notes) {
        if (config.operator()) {
            notes.ok("an operator can override verdicts");
        } else {
            notes.advice(
                    "there is no operator: nobody can override a verdict, try other limits or make API keys",
                    "SAFELIGHT_OPERATOR_KEY is not set",
                    "SAFELIGHT_OPERATOR_KEY=$(openssl rand -hex 24)");
        }
    }

    private void storageEvents(Notes notes) {
        if (config.deafToStore()) {
            notes.advice(
                    "an upload whose client goes away before it says so is found at its deadline only",
                    "SAFELIGHT_STORAGE_EVENTS_TOKEN is not set",
                    "SAFELIGHT_STORAGE_EVENTS_TOKEN=$(openssl rand -hex 24), and let the bucket tell POST"
                            + " /v1/storage/events of what is created");
        } else {
            notes.ok("no upload has to wait for its client to speak of it");
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
