package dev.safelight.web.event;

import dev.safelight.web.http.Problem;
import dev.safelight.web.http.Problem.Mistake;
import dev.safelight.web.http.Query;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** The event that a client was told last, as it says itself. */
final class LastEventId {

    private static final String HEADER = "Last-Event-ID";
    private static final String ASKED = "the id of an event, a whole number";

    private LastEventId() {}

    /**
     * The header goes before the parameter: browsers send it when they connect again to the same address.
     *
     * @throws Problem when it is no number
     */
    static Optional<Long> of(Context ctx) {
        Query query = new Query(ctx);
        Optional<Long> parameter = query.optional("lastEventId", ASKED, LastEventId::parse);
        query.check();
        return Optional.ofNullable(ctx.header(HEADER))
                .filter(text -> !text.isEmpty())
                .map(text -> parse(text).orElseThrow(LastEventId::refused))
                .or(() -> parameter);
    }

    private static Problem refused() {
        return Problem.invalid(List.of(new Mistake(HEADER + ":", "BAD_VALUE", "must be " + ASKED)));
    }

    /** Empty when it is no id. */
    static Optional<Long> parse(String text) {
        return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
