package dev.safelight.bootstrap.config;

import java.util.function.Function;

/**
 * What a setting's text may be, and what it means.
 *
 * @param allowed in words that follow “must be …”
 * @param parser throws an {@link IllegalArgumentException} for anything else
 * @param show the text that means a value
 */
record Kind<T>(String allowed, Function<String, T> parser, Function<T, String> show) {

    /** The value of {@code text}; an {@link IllegalArgumentException} when it is not allowed. */
    T parse(String text) {
        return parser.apply(text);
    }

    /** The same kind, with other words for what is allowed. */
    Kind<T> saying(String words) {
        return new Kind<>(words, parser, show);
    }
}
