package dev.safelight.web.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** {@code Prefer: wait=N} (RFC 7240): how long a client would rather wait than ask again. */
public final class Preference {

    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,9})\"?(?=$|[,;\\s])");

    private Preference() {}

    /** What the client prefers, at most {@code longest}; empty when it says nothing that we understand. */
    public static Optional<Duration> wait(Context ctx, Duration longest) {
        return Collections.list(ctx.req().getHeaders("Prefer")).stream()
                .flatMap(header -> WAIT.matcher(header).results())
                .map((MatchResult found) -> Duration.ofSeconds(Long.parseLong(found.group(1))))
                .map(wanted -> wanted.compareTo(longest) < 0 ? wanted : longest)
                .findFirst();
    }
}
