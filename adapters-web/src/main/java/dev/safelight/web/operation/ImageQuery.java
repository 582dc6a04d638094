package dev.safelight.web.operation;

import dev.safelight.application.operation.ImageFilter;
import dev.safelight.application.operation.Search.Place;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.Status;
import dev.safelight.web.http.Fields;
import dev.safelight.web.http.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How a filter and a place are said. */
final class ImageQuery {

    private static final String LONGER_THAN_ANY = ".{1,256}";

    private ImageQuery() {}

    /** @param name how the file's name begins */
    static ImageFilter filter(Parameters given, Optional<String> name) {
        return new ImageFilter(
                given.optional("state", "one of " + names(Status.values()), text -> named(Status.values(), text)),
                given.optional("owner", "the name of an owner", ImageQuery::owner),
                given.optional("setId", "1 to 64 characters of [A-Za-z0-9._-]", SetId::parse),
                given.optional("code", "the code of a reason or a fault", ImageQuery::code),
                name);
    }

    /** The ids of a list that must be there, each once. */
    static <I> List<I> ids(Fields fields, String name, int most, Function<String, Optional<I>> parse) {
        List<I> ids = new ArrayList<>();
        for (String text : fields.texts(name, 1, most)) {
            parse.apply(text).ifPresentOrElse(ids::add, () -> fields.mistake(name, "BAD_VALUE", "each must be a UUID"));
        }
        return ids.stream().distinct().toList();
    }

    static Optional<OwnerId> owner(String text) {
        return Optional.of(text).filter(it -> it.matches(LONGER_THAN_ANY)).map(OwnerId::new);
    }

    /** How a name begins, or another way to say which. */
    static Optional<String> words(String text) {
        return Optional.of(text.strip()).filter(it -> it.matches(".{1,200}"));
    }

    static Optional<String> traceId(String text) {
        return Optional.of(text.toLowerCase(Locale.ROOT)).filter(it -> it.matches("[0-9a-f]{32}"));
    }

    static Optional<String> fingerprint(String text) {
        return Optional.of(text).filter(it -> it.matches("[0-9a-f]{16}"));
    }

    static Optional<String> code(String text) {
        return Optional.of(text.toUpperCase(Locale.ROOT)).filter(it -> it.matches("[A-Z_]{1,64}"));
    }

    static <E extends Enum<E>> Optional<E> named(E[] values, String name) {
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(name))
                .findFirst();
    }

    static String names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", "));
    }

    static String cursor(Place place) {
        byte[] text = (place.fileId() + " " + place.name()).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    /** Empty for what {@link #cursor} never made. */
    static Optional<Place> place(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int space = text.indexOf(' ');
            return space < 0
                    ? Optional.empty()
                    : Optional.of(new Place(Long.parseLong(text.substring(0, space)), text.substring(space + 1)));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
