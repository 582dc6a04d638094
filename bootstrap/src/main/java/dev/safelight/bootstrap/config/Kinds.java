package dev.safelight.bootstrap.config;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of setting there are. */
final class Kinds {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,15})\\s*([A-Za-z]*)");
    private static final Map<String, Long> SECONDS = Map.of("s", 1L, "m", 60L, "h", 3600L, "d", 86_400L);
    private static final Map<String, Long> BYTES =
            Map.of("", 1L, "B", 1L, "KIB", 1L << 10, "MIB", 1L << 20, "GIB", 1L << 30);

    private Kinds() {}

    static Kind<String> text(String allowed) {
        return new Kind<>(allowed, Function.identity(), Function.identity());
    }

    /** Letters, digits, dots, hyphens and underscores. */
    static Kind<String> word(String allowed) {
        return new Kind<>(allowed, text -> check(text, text.matches("[A-Za-z0-9._-]{1,60}")), Function.identity());
    }

    static Kind<Secret> secret(int shortest) {
        return new Kind<>(
                "at least " + shortest + " characters",
                text -> new Secret(check(text, text.length() >= shortest)),
                Secret::toString);
    }

    static Kind<Boolean> flag() {
        return new Kind<>(
                "true or false", text -> Boolean.valueOf(check(text, text.matches("true|false"))), String::valueOf);
    }

    static Kind<Integer> whole(int least, int most) {
        return new Kind<>(
                "a whole number from " + least + " to " + most,
                text -> between(Integer.valueOf(text), least, most),
                String::valueOf);
    }

    static Kind<Double> decimal(double least, double most) {
        return new Kind<>(
                "a number from " + plain(least) + " to " + plain(most),
                text -> between(new BigDecimal(text).doubleValue(), least, most),
                Kinds::plain);
    }

    /** Bytes, with a unit or none. */
    static Kind<Long> size(long least, long most) {
        return new Kind<>(
                "a size from " + showSize(least) + " to " + showSize(most) + ", such as 300KiB or 20MiB",
                text -> between(scaled(text, BYTES), least, most),
                Kinds::showSize);
    }

    static Kind<Duration> duration(Duration least, Duration most) {
        return new Kind<>(
                "a time from " + showDuration(least) + " to " + showDuration(most) + ", such as 90s, 15m, 2h or 1d",
                text -> between(Duration.ofSeconds(scaled(text, SECONDS)), least, most),
                Kinds::showDuration);
    }

    /** One of {@code values}, by name in small letters. */
    static <E extends Enum<E>> Kind<E> choice(List<E> all) {
        return new Kind<>(
                all.stream().map(Kinds::lower).collect(Collectors.joining(" or ")),
                text -> all.stream()
                        .filter(value -> lower(value).equals(text.toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(IllegalArgumentException::new),
                Kinds::lower);
    }

    /** Values of {@code kind} with commas between; no text means none. */
    static <T> Kind<List<T>> list(Kind<T> kind, String allowed) {
        return new Kind<>(
                allowed,
                text -> Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .map(kind::parse)
                        .toList(),
                values -> values.stream().map(kind.show()).collect(Collectors.joining(",")));
    }

    static Kind<Path> folder() {
        return new Kind<>("a folder", Path::of, Path::toString);
    }

    /** An http or https address, scheme and host alone; a slash at the end is dropped. */
    static Kind<URI> url() {
        return new Kind<>(
                "an address such as https://photos.example.org",
                text -> {
                    URI url = parseUrl(text);
                    check(text, url.getPath().isEmpty());
                    return url;
                },
                URI::toString);
    }

    /** An http or https address, with a path or without; a slash at the end is dropped. */
    static Kind<URI> address() {
        return new Kind<>("an address such as http://collector:4318", Kinds::parseUrl, URI::toString);
    }

    /** The address of a project of Sentry, with its key. */
    static Kind<URI> dsn() {
        return new Kind<>("an address such as https://key@sentry.example.org/1", Kinds::parseDsn, URI::toString);
    }

    private static URI parseDsn(String text) {
        URI dsn = URI.create(text);
        check(text, dsn.getScheme() != null && dsn.getScheme().matches("https?"));
        check(text, dsn.getHost() != null && dsn.getUserInfo() != null);
        check(text, dsn.getUserInfo().matches("[A-Za-z0-9]+")); // older ones have a secret too, which nobody needs
        check(text, dsn.getPath().matches("(?:/[A-Za-z0-9._-]+)*/[0-9]+"));
        check(text, dsn.getQuery() == null && dsn.getFragment() == null);
        return dsn;
    }

    /** An http or https address of one of many, with {@code name} in it in braces where each has its own. */
    static Kind<String> addressOfEach(String name, String example) {
        String place = "{" + name + "}";
        return new Kind<>(
                "an address with " + place + " in it, such as " + example,
                text -> {
                    URI one = URI.create(check(text, text.contains(place)).replace(place, "0"));
                    check(text, String.valueOf(one.getScheme()).matches("https?"));
                    check(text, one.getHost() != null && one.getUserInfo() == null);
                    return text;
                },
                Function.identity());
    }

    private static URI parseUrl(String text) {
        URI url = URI.create(text.replaceAll("/+$", ""));
        check(text, url.getScheme() != null && url.getScheme().matches("https?"));
        check(text, url.getHost() != null && url.getUserInfo() == null);
        check(text, url.getQuery() == null && url.getFragment() == null);
        return url;
    }

    private static long scaled(String text, Map<String, Long> units) {
        Matcher parts = NUMBER_AND_UNIT.matcher(text);
        check(text, parts.matches());
        Long scale = units.getOrDefault(
                parts.group(2).toUpperCase(Locale.ROOT),
                units.getOrDefault(parts.group(2).toLowerCase(Locale.ROOT), 0L));
        check(text, scale > 0);
        return Math.multiplyExact(Long.parseLong(parts.group(1)), scale);
    }

    private static <T extends Comparable<T>> T between(T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(value + " is out of range");
        }
        return value;
    }

    private static String check(String text, boolean allowed) {
        if (!allowed) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static String showSize(long bytes) {
        if (bytes > 0 && bytes % (1 << 20) == 0) {
            return (bytes >> 20) + "MiB";
        }
        return bytes > 0 && bytes % (1 << 10) == 0 ? (bytes >> 10) + "KiB" : Long.toString(bytes);
    }

    private static String showDuration(Duration time) {
        long seconds = time.toSeconds();
        if (seconds == 0) {
            return "0s";
        }
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
