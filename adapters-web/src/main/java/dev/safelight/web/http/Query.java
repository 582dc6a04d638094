package dev.safelight.web.http;

import dev.safelight.web.http.Problem.Mistake;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The query parameters of a request. As with {@link Fields}: read all, then {@link #check}. */
public final class Query implements Parameters {

    private final Context ctx;
    private final List<Mistake> mistakes = new ArrayList<>();

    public Query(Context ctx) {
        this.ctx = ctx;
    }

    /** @throws Problem naming everything that was found wrong */
    public void check() {
        if (!mistakes.isEmpty()) {
            throw Problem.invalid(mistakes);
        }
    }

    /** An empty one counts as absent. */
    @Override
    public <T> Optional<T> optional(String name, String asked, Function<String, Optional<T>> read) {
        Optional<String> text = Optional.ofNullable(ctx.queryParam(name)).filter(value -> !value.isEmpty());
        Optional<T> value = text.flatMap(read);
        if (text.isPresent() && value.isEmpty()) {
            mistakes.add(new Mistake("?" + name, "BAD_VALUE", "must be " + asked));
        }
        return value;
    }

    public int integer(String name, int least, int most, int otherwise) {
        return optional(name, "an integer from " + least + " to " + most, Query::integer)
                .filter(value -> isWithin(name, value, least, most))
                .orElse(otherwise);
    }

    private boolean isWithin(String name, int value, int least, int most) {
        boolean within = value >= least && value <= most;
        if (!within) {
            mistakes.add(new Mistake("?" + name, "OUT_OF_RANGE", "must be " + least + " to " + most));
        }
        return within;
    }

    private static Optional<Integer> integer(String text) {
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
