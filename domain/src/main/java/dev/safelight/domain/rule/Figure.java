package dev.safelight.domain.rule;

/** Something measured, or the limit that it is held to: a number, or a word where no number says it. */
public sealed interface Figure {

    record Amount(double value) implements Figure {}

    record Word(String value) implements Figure {}

    static Figure of(double value) {
        return new Amount(value);
    }

    static Figure of(String value) {
        return new Word(value);
    }
}
