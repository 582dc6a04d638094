package dev.safelight.web.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A page of a list, which is read one item further than is shown: then there is more.
 *
 * @param items those that are shown
 */
public record Page<T>(List<T> items, boolean hasMore) {

    /** @param found at most {@code limit + 1} */
    public static <T> Page<T> of(List<T> found, int limit) {
        return found.size() > limit ? new Page<>(found.subList(0, limit), true) : new Page<>(found, false);
    }

    /** What the items are shown as. */
    public <J> List<J> shownAs(Function<T, J> json) {
        return items.stream().map(json).toList();
    }

    /** @param cursor of the last item that is shown; empty when it is the last there is */
    public Optional<String> next(Function<T, String> cursor) {
        return hasMore ? Optional.of(cursor.apply(items.getLast())) : Optional.empty();
    }
}
