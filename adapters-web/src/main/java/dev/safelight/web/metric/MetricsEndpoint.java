package dev.safelight.web.metric;

import dev.safelight.web.caller.Gate;
import dev.safelight.web.caller.Operators;
import dev.safelight.web.http.Answer;
import dev.safelight.web.http.Problem;
import dev.safelight.web.http.ProblemCode;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Prometheus asks. */
public final class MetricsEndpoint {

    private final Measuring measuring;
    private final Operators readers;

    /** @param operators who may read all there is */
    public MetricsEndpoint(Measuring measuring, List<Operators.Key> operators) {
        this.measuring = measuring;
        List<Operators.Key> keys = new ArrayList<>(operators);
        measuring.token().ifPresent(token -> keys.add(new Operators.Key("metrics", token)));
        this.readers = new Operators(keys);
    }

    /** {@code GET /metrics}, for those who may read it. */
    public Handler behind(Gate gate) {
        return switch (measuring.access()) {
            case OPEN -> gate.open(this::show);
            case KEY -> gate.known(readers, this::show);
            case OFF ->
                gate.open(ctx -> {
                    throw Problem.of(ProblemCode.NOT_FOUND);
                });
        };
    }

    private Answer show(Context ctx) {
        return new Answer(
                200,
                measuring.contentType(),
                Map.of(),
                Optional.of(measuring.page().get()));
    }
}
