package dev.safelight.web.page;

import dev.safelight.domain.image.Sha256;
import dev.safelight.web.http.Answer;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/**
 * A file that comes with the program.
 *
 * @param tag weak entity tag: the bytes may be sent compressed
 * @param encodings it comes compressed in as well, the best first; others are made when it is sent
 */
record Resource(byte[] bytes, String contentType, String tag, List<Encoding> encodings) {

    /**
     * The file, compressed when the program was built.
     *
     * @param coding as HTTP names it
     */
    record Encoding(String coding, byte[] bytes) {}

    static Resource of(byte[] bytes, String contentType) {
        return of(bytes, contentType, List.of());
    }

    private static Resource of(byte[] bytes, String contentType, List<Encoding> encodings) {
        String tag = "W/\"" + Sha256.of(bytes).hex().substring(0, 16) + '"';
        return new Resource(bytes, contentType, tag, encodings);
    }

    /**
     * Reads it from the class path.
     *
     * @throws IllegalStateException when the program was packed without it
     */
    static Resource load(String path) {
        byte[] bytes =
                read(path).orElseThrow(() -> new IllegalStateException("the program was packed without " + path));
        List<Encoding> encodings = Stream.of(encoding(path, "br", ".br"), encoding(path, "gzip", ".gz"))
                .flatMap(Optional::stream)
                .toList();
        return of(bytes, typeOf(path), encodings);
    }

    /** The same page with more in its head; it comes compressed no more. */
    Resource with(String tags) {
        String html = new String(bytes, StandardCharsets.UTF_8);
        return of(
                html.replaceFirst("</head>", Matcher.quoteReplacement(tags + "</head>"))
                        .getBytes(StandardCharsets.UTF_8),
                contentType);
    }

    private static Optional<Encoding> encoding(String path, String coding, String suffix) {
        return read(path + suffix).map(bytes -> new Encoding(coding, bytes));
    }

    private static Optional<byte[]> read(String path) {
        try (InputStream in = Resource.class.getResourceAsStream(path)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
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
            case "jpg" -> "image/jpeg";
            case "webp" -> "image/webp";
            case "woff2" -> "font/woff2";
            case "wasm" -> "application/wasm";
            case "json" -> "application/json";
            case "txt", "md" -> "text/plain; charset=utf-8";
            case "webmanifest" -> "application/manifest+json";
            default -> "application/octet-stream";
        };
    }

    /** Sends it; browsers ask each time whether it is still the same, which costs next to nothing. */
    void write(Context ctx) {
        write(ctx, "no-cache");
    }

    /** Sends it to be kept: what has this name never changes. */
    void writeForever(Context ctx) {
        write(ctx, "public, max-age=31536000, immutable");
    }

    private void write(Context ctx, String caching) {
        ctx.addHeader("Vary", "Accept-Encoding");
        ctx.header("ETag", tag).header("Cache-Control", caching).contentType(contentType);
        String known = ctx.header("If-None-Match");
        if (known != null && Answer.matches(known, tag)) {
            ctx.status(304);
            return;
        }
        Optional<Encoding> encoded =
                encodings.stream().filter(it -> accepts(ctx, it.coding())).findFirst();
        encoded.ifPresent(it -> ctx.disableCompression().header("Content-Encoding", it.coding()));
        ctx.result(encoded.map(Encoding::bytes).orElse(bytes));
    }

    /** RFC 9110, section 12.5.3, without the order of preference: ours is best first. */
    private static boolean accepts(Context ctx, String coding) {
        String accepted = ctx.header("Accept-Encoding");
        return accepted != null
                && Arrays.stream(accepted.split(",", -1))
                        .map(it -> it.replace(" ", ""))
                        .anyMatch(it -> it.split(";", -1)[0].equalsIgnoreCase(coding) && !it.matches(".*;q=0(\\.0*)?"));
    }
}
