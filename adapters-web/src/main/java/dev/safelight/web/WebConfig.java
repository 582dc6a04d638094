package dev.safelight.web;

import dev.safelight.web.caller.Authentication;
import dev.safelight.web.caller.Operators;
import dev.safelight.web.caller.RateLimits;
import dev.safelight.web.page.PageReports;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the server is told from outside.
 *
 * @param host the address to listen on, {@code 127.0.0.1} for this machine alone
 * @param port to listen on; 0 for any that is free
 * @param publicUrl of this server as clients see it, without a path; when empty, what we say of
 *     ourselves is relative to wherever the client found us
 * @param corsOrigins of other sites whose pages may use the API; {@code *} for all, but then without cookies
 * @param storeOrigins where signed URLs lead, if not here: our own page must be allowed to talk to them
 * @param proxies how many proxies of ours stand before this server, each adding to {@code X-Forwarded-For}
 * @param rateLimits how often a caller may ask
 * @param authentication how users are told apart
 * @param operatorKeys that make operators; empty when there are none
 * @param storageEventsToken that the store brings when it tells of uploads; empty when it is not to tell us
 * @param api whether the API and the page are served; if not, only what probes ask
 * @param maxStreams how many clients may listen to events at once
 * @param drain how long it goes on answering when it is closed, unready, and asking clients to connect elsewhere next
 * @param version of this software, for the page, the documentation and entity tags
 * @param reports of what breaks
 */
public record WebConfig(
        String host,
        int port,
        Optional<URI> publicUrl,
        Set<String> corsOrigins,
        Set<String> storeOrigins,
        int proxies,
        RateLimits rateLimits,
        Authentication authentication,
        List<Operators.Key> operatorKeys,
        Optional<String> storageEventsToken,
        boolean api,
        int maxStreams,
        Duration drain,
        String version,
        Reports reports) {

    /** Unless told otherwise; there may be some 20,000 connections. */
    public static final int MOST_STREAMS = 15_000;

    /**
     * Who hears of what breaks.
     *
     * @param onRequest whether a client may ask for an error of ours, to see that whoever is to be told of it is
     * @param ofPages where our pages tell of what breaks in them; empty when nobody wants to know
     */
    public record Reports(boolean onRequest, Optional<PageReports> ofPages) {
        public static final Reports NONE = new Reports(false, Optional.empty());
    }

    /** Listening on this machine alone, with nothing configured. */
    public static WebConfig local(int port, String version) {
        return new WebConfig(
                "127.0.0.1",
                port,
                Optional.empty(),
                Set.of(),
                Set.of(),
                0,
                RateLimits.defaults(),
                new Authentication.Anonymous(),
                List.of(),
                Optional.empty(),
                true,
                MOST_STREAMS,
                Duration.ZERO,
                version,
                Reports.NONE);
    }
}
