package dev.safelight.web.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of an object (RFC 9110, section 14). Only single ranges of bytes are understood; anything else is ignored, as
 * the RFC allows, and the whole is sent.
 *
 * @param first byte of it
 * @param last byte of it, inclusive
 */
record ByteRange(long first, long last) {

    private static final Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    long length() {
        return last - first + 1;
    }

    /** Whether there is anything to send of it. */
    boolean isSatisfiable() {
        return first <= last;
    }

    /** The part of {@code size} bytes that {@code header} asks for; empty when that is the whole. */
    static Optional<ByteRange> parse(String header, long size) {
        Matcher match = FORM.matcher(header);
        if (!match.matches() || header.equals("bytes=-")) {
            return Optional.empty();
        }
        if (match.group(1).isEmpty()) {
            long suffix = Math.min(size, Long.parseLong(match.group(2)));
            return Optional.of(new ByteRange(size - suffix, size - 1));
        }
        long first = Long.parseLong(match.group(1));
        long last = match.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(match.group(2));
        return first > last ? Optional.empty() : Optional.of(new ByteRange(first, Math.min(last, size - 1)));
    }
}
