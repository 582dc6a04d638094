package dev.safelight.web.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.web.http.Problem.Mistake;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The fields of a JSON object, read one by one. What is wrong with them is gathered, so that a client hears of all its
 * mistakes at once: read everything, then {@link #check}. A field that is {@code null} counts as absent; fields that
 * nobody reads are ignored.
 */
public final class Fields implements Parameters {

    private final JsonNode json;
    private final String at;
    private final List<Mistake> mistakes;

    Fields(JsonNode json) {
        this(json, "", new ArrayList<>());
    }

    private Fields(JsonNode json, String at, List<Mistake> mistakes) {
        this.json = json;
        this.at = at;
        this.mistakes = mistakes;
    }

    /** @throws Problem naming everything that was found wrong so far */
    public void check() {
        if (!mistakes.isEmpty()) {
            throw Problem.invalid(mistakes);
        }
    }

    public boolean has(String name) {
        return json.hasNonNull(name);
    }

    /** A text that must be there; the empty text when it is not, and then {@link #check} throws. */
    public String text(String name) {
        return required(name, optionalText(name), "");
    }

    public Optional<String> optionalText(String name) {
        return value(name, "a text", node -> node.isTextual() ? Optional.of(node.textValue()) : Optional.empty());
    }

    @Override
    public <T> Optional<T> optional(String name, String asked, Function<String, Optional<T>> read) {
        Optional<String> text = optionalText(name);
        Optional<T> value = text.flatMap(read);
        if (text.isPresent() && value.isEmpty()) {
            mistake(name, "BAD_VALUE", "must be " + asked);
        }
        return value;
    }

    /** A moment, in any zone. */
    public Optional<Instant> optionalTime(String name) {
        return optional(name, "a time such as 2026-01-31T12:00:00Z", Fields::time);
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException notATime) {
            return Optional.empty();
        }
    }

    /** An integer that must be there. */
    public long integer(String name, long least, long most) {
        return required(name, optionalInteger(name, least, most), least);
    }

    public Optional<Long> optionalInteger(String name, long least, long most) {
        Optional<JsonNode> number =
                value(name, "an integer", node -> node.isIntegralNumber() ? Optional.of(node) : Optional.empty());
        boolean outside = number.filter(
                        node -> !node.canConvertToLong() || node.longValue() < least || node.longValue() > most)
                .isPresent();
        if (outside) {
            mistake(name, "OUT_OF_RANGE", "must be " + least + " to " + most);
            return Optional.empty();
        }
        return number.map(JsonNode::longValue);
    }

    public Optional<Double> optionalNumber(String name, double least, double most) {
        Optional<Double> number =
                value(name, "a number", node -> node.isNumber() ? Optional.of(node.doubleValue()) : Optional.empty());
        if (number.filter(value -> !(value >= least && value <= most)).isPresent()) {
            mistake(name, "OUT_OF_RANGE", "must be " + least + " to " + most);
            return Optional.empty();
        }
        return number;
    }

    /** The objects of a list that must be there. */
    public List<Fields> objects(String name, int least, int most) {
        return list(name, least, most, "an object", JsonNode::isObject).stream()
                .map(item -> new Fields(item.node(), item.at(), mistakes))
                .toList();
    }

    /** The texts of a list that must be there. */
    public List<String> texts(String name, int least, int most) {
        return list(name, least, most, "a text", JsonNode::isTextual).stream()
                .map(item -> item.node().textValue())
                .toList();
    }

    /** The integers of a list that may be absent. */
    public List<Long> integers(String name, int mostEntries, long least, long most) {
        if (!has(name)) {
            return List.of();
        }
        return list(
                        name,
                        0,
                        mostEntries,
                        "an integer from " + least + " to " + most,
                        node -> node.isIntegralNumber()
                                && node.canConvertToLong()
                                && node.longValue() >= least
                                && node.longValue() <= most)
                .stream()
                .map(item -> item.node().longValue())
                .toList();
    }

    /** An object inside; one without fields when it is absent. */
    public Fields object(String name) {
        Optional<JsonNode> node =
                value(name, "an object", found -> found.isObject() ? Optional.of(found) : Optional.empty());
        return new Fields(node.orElseGet(() -> Json.tree(Map.of())), at + "/" + name, mistakes);
    }

    /** The names of the fields, for objects that are maps. */
    public List<String> names() {
        return json.properties().stream().map(Map.Entry::getKey).toList();
    }

    /** Notes what only the caller can see to be wrong. */
    public void mistake(String name, String code, String detail) {
        mistakes.add(new Mistake(at + "/" + escaped(name), code, detail));
    }

    private record Item(JsonNode node, String at) {}

    private List<Item> list(String name, int least, int most, String asked, Function<JsonNode, Boolean> isRight) {
        Optional<JsonNode> list = value(name, "a list", node -> node.isArray() ? Optional.of(node) : Optional.empty());
        int size = list.map(JsonNode::size).orElse(0);
        if (list.isEmpty()) {
            required(name, list, json);
            return List.of();
        }
        if (size < least || size > most) {
            mistake(name, "OUT_OF_RANGE", "must have " + least + " to " + most + " entries");
            return List.of();
        }
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            JsonNode node = list.get().get(i);
            String place = at + "/" + name + "/" + i;
            if (isRight.apply(node)) {
                items.add(new Item(node, place));
            } else {
                mistakes.add(new Mistake(place, "WRONG_TYPE", "must be " + asked));
            }
        }
        return items;
    }

    private <T> Optional<T> value(String name, String asked, Function<JsonNode, Optional<T>> read) {
        if (!has(name)) {
            return Optional.empty();
        }
        Optional<T> value = read.apply(json.get(name));
        if (value.isEmpty()) {
            mistake(name, "WRONG_TYPE", "must be " + asked);
        }
        return value;
    }

    private <T> T required(String name, Optional<T> value, T otherwise) {
        if (value.isEmpty() && !has(name)) {
            mistake(name, "REQUIRED", "must be given");
        }
        return value.orElse(otherwise);
    }

    /** RFC 6901, section 3. */
    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
