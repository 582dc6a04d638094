package dev.safelight.bootstrap.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much one caller may ask.
 *
 * @param requests at least 1
 * @param per at least a second
 */
public record RateLimit(int requests, Duration per) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,7})/(s|min|h)");

    public RateLimit {
        if (requests < 1 || per.toSeconds() < 1) {
            throw new IllegalArgumentException("a rate limit is at least one request, over at least a second");
        }
    }

    /** The kind of setting: {@code off}, or {@code 600/min}. */
    static Kind<Optional<RateLimit>> kind() {
        return new Kind<>(
                "off, or requests a second, minute or hour, such as 600/min",
                RateLimit::parse,
                limit -> limit.map(RateLimit::show).orElse("off"));
    }

    private static Optional<RateLimit> parse(String text) {
        if (text.equals("off")) {
            return Optional.empty();
        }
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(text);
        }
        Duration per = switch (parts.group(2)) {
            case "s" -> Duration.ofSeconds(1);
            case "min" -> Duration.ofMinutes(1);
            default -> Duration.ofHours(1);
        };
        return Optional.of(new RateLimit(Integer.parseInt(parts.group(1)), per));
    }

    private static String show(RateLimit limit) {
        return limit.requests()
                + switch ((int) limit.per().toSeconds()) {
                    case 1 -> "/s";
                    case 60 -> "/min";
                    case 3600 -> "/h";
                    default -> " in " + limit.per().toSeconds() + " s";
                };
    }
}
