package dev.safelight.web.metric;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is measured here and who may read it. The server itself measures nothing; it tells.
 *
 * @param access who may read {@code /metrics}
 * @param token of one who may read that and nothing else; empty for none
 * @param page all figures as they stand
 * @param contentType of the page
 * @param ear is told of every request
 */
public record Measuring(Access access, Optional<String> token, Supplier<String> page, String contentType, Ear ear) {

    /** Who may read the figures. */
    public enum Access {
        /** Whoever has an operator's key, or the token. */
        KEY,
        /** Whoever can reach the server. */
        OPEN,
        /** Nobody. */
        OFF
    }

    /** Hears of requests when they have been answered. Must return at once and throw nothing. */
    public interface Ear {

        /**
         * @param route as it is declared, such as {@code /v1/images/{imageId}}; empty when there is none
         * @param waited whether the client preferred to wait for what it asked for
         */
        void answered(String route, String method, int status, boolean waited, Duration took);

        /** A client that listened to events does so no longer. */
        void listened(Duration length);
    }

    private static final Ear DEAF = new Ear() {
        @Override
        public void answered(String route, String method, int status, boolean waited, Duration took) {}

        @Override
        public void listened(Duration length) {}
    };

    /** Nothing is measured. */
    public static Measuring off() {
        return new Measuring(Access.OFF, Optional.empty(), () -> "", "text/plain", DEAF);
    }

    /** Never with the token. */
    @Override
    public String toString() {
        return "Measuring[" + access + "]";
    }
}
