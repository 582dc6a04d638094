package dev.safelight.web.page;

import dev.safelight.domain.image.Sha256;
import dev.safelight.web.http.Answer;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * A file that comes with the program.
 *
 * @param tag weak entity tag: the bytes may be sent compressed
 */
record Resource(byte[] bytes, String contentType, String tag) {

    static Resource of(byte[] bytes, String contentType) {
        return new Resource(bytes, contentType, "W/\"" + Sha256.of(bytes).hex().substring(0, 16) + '"');
    }

    /**
     * Reads it from the class path.
     *
     * @throws IllegalStateException when the program was packed without it
     */
    static Resource load(String path) {
        try (InputStream in = Resource.class.getResourceAsStream(path)) {
            return of(
                    Optional.ofNullable(in)
                            .orElseThrow(() -> new IllegalStateException("the program lacks its " + path))
                            .readAllBytes(),
                    typeOf(path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String typeOf(String path) {
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "html" -> "text/html; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            case "png" -> "image/png";
            case "json" -> "application/json";
            default -> "application/octet-stream";
        };
    }

    /** Sends it; browsers ask each time whether it is still the same, which costs next to nothing. */
    void write(Context ctx) {
        ctx.addHeader("Vary", "Accept-Encoding");
        ctx.header("ETag", tag).header("Cache-Control", "no-cache").contentType(contentType);
        String known = ctx.header("If-None-Match");
        if (known != null && Answer.matches(known, tag)) {
            ctx.status(304);
        } else {
            ctx.result(bytes);
        }
    }
}
