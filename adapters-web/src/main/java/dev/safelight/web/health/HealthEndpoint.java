package dev.safelight.web.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.safelight.web.http.Answer;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What probes ask. */
public final class HealthEndpoint {

    private final Health health;
    private final Supplier<Phase> phase;

    public HealthEndpoint(Health health, Supplier<Phase> phase) {
        this.health = health;
        this.phase = phase;
    }

    private record HealthJson(String status, Map<String, String> checks) {}

    private record ProbeJson(
            String status, @JsonInclude(Include.NON_ABSENT) Optional<Map<String, String>> checks) {}

    /** {@code GET /health}: whether all that we depend on works. */
    public Answer health(Context ctx) {
        Health.Seen seen = health.look();
        HealthJson json = new HealthJson(seen.isHealthy() ? "healthy" : "unhealthy", seen.words());
        return seen.isHealthy() ? Answer.ok(json) : Answer.unavailable(json);
    }

    /** {@code GET /livez}: whether this process can answer at all. Asks nobody: a dead database is no reason to restart us. */
    public Answer live(Context ctx) {
        return Answer.ok(new ProbeJson("alive", Optional.empty()));
    }

    /** {@code GET /startupz}: whether we have come so far as to serve. */
    public Answer started(Context ctx) {
        boolean started = phase.get() != Phase.STARTING;
        ProbeJson json = new ProbeJson(started ? "started" : "starting", Optional.empty());
        return started ? Answer.ok(json) : Answer.unavailable(json);
    }

    /** {@code GET /readyz}: whether requests should be sent here. */
    public Answer ready(Context ctx) {
        Phase now = phase.get();
        Health.Seen seen = health.look();
        Optional<Map<String, String>> checks =
                ctx.queryParam("verbose") == null ? Optional.empty() : Optional.of(seen.words());
        if (now != Phase.SERVING) {
            return Answer.unavailable(new ProbeJson(now.name().toLowerCase(Locale.ROOT), checks));
        }
        return seen.isHealthy()
                ? Answer.ok(new ProbeJson("ready", checks))
                : Answer.unavailable(new ProbeJson("unhealthy", checks));
    }
}
