package dev.safelight.web.store;

import dev.safelight.application.store.SelfServed;
import dev.safelight.application.store.SelfServed.Refusal;
import dev.safelight.application.store.SelfServed.Served;
import dev.safelight.web.caller.RateLimiter;
import dev.safelight.web.http.Answer;
import dev.safelight.web.http.Problem;
import dev.safelight.web.http.ProblemCode;
import dev.safelight.web.http.RequestBody;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Takes and hands out objects by signed URLs, for a store that cannot by itself. Bytes are streamed, never held. Of an
 * upload that stalls for a minute, or drips (under 2 KiB/s after the first 30 s), or is cut, nothing stays behind, and the
 * same URL takes the next attempt.
 */
public final class ObjectEndpoint {

    private final SelfServed store;
    private final RateLimiter limiter;

    public ObjectEndpoint(SelfServed store, RateLimiter limiter) {
        this.store = store;
        this.limiter = limiter;
    }

    /** {@code PUT /v1/objects/{key}} */
    public void put(Context ctx) throws IOException {
        limiter.countObject(ctx);
        HttpServletRequest request = ctx.req();
        long announced = request.getContentLengthLong();
        Served served;
        try (InputStream body = request.getInputStream()) {
            served = store.receive(
                    ctx.pathParam("key"),
                    query(ctx),
                    announced < 0 ? Optional.empty() : Optional.of(announced),
                    Optional.ofNullable(ctx.contentType()),
                    body);
            if (served instanceof Served.Refused) {
                RequestBody.drain(request);
            }
        } catch (IOException brokenOff) {
            throw Problem.of(
                    RequestBody.isTooSlow(brokenOff) ? ProblemCode.REQUEST_TIMEOUT : ProblemCode.UPLOAD_BROKEN_OFF);
        }
        switch (served) {
            case Served.Stored stored ->
                ctx.status(200).header("ETag", '"' + stored.etag() + '"').res().setContentType(null);
            case Served.Refused refused -> throw problem(refused.code());
            case Served.Content content -> throw new IllegalStateException("an upload was answered with a download");
        }
    }

    /** {@code GET} and {@code HEAD /v1/objects/{key}} */
    public void get(Context ctx) throws IOException {
        limiter.countObject(ctx);
        switch (store.open(ctx.pathParam("key"), query(ctx))) {
            case Served.Content content -> {
                try (InputStream bytes = content.bytes()) {
                    send(ctx, content, bytes);
                }
            }
            case Served.Refused refused -> throw problem(refused.code());
            case Served.Stored stored -> throw new IllegalStateException("a download was answered with an upload");
        }
    }

    private static void send(Context ctx, Served.Content content, InputStream bytes) throws IOException {
        HttpServletResponse response = ctx.res();
        String tag = '"' + content.etag() + '"';
        response.setHeader("ETag", tag);
        response.setHeader("Accept-Ranges", "bytes");
        response.setHeader("Cache-Control", "private, max-age=300");
        String known = ctx.header("If-None-Match");
        if (known != null && Answer.matches(known, tag)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        // Whatever the bytes are, a browser shows them as this type or not at all, and runs nothing of them.
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'");
        response.setHeader("Content-Disposition", disposition(content.filename()));
        response.setContentType(content.contentType());
        ByteRange part = part(ctx, content.length(), tag).orElse(new ByteRange(0, content.length() - 1));
        if (part.length() < content.length()) {
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader("Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + content.length());
        }
        response.setContentLengthLong(part.length());
        if (!"HEAD".equals(ctx.req().getMethod())) {
            bytes.skipNBytes(part.first());
            copy(bytes, response, part.length());
        }
    }

    private static Optional<ByteRange> part(Context ctx, long size, String tag) {
        String ifRange = ctx.header("If-Range");
        Optional<ByteRange> part = Optional.ofNullable(ctx.header("Range"))
                .filter(range -> ifRange == null || ifRange.equals(tag))
                .flatMap(range -> ByteRange.parse(range, size));
        if (part.isPresent() && !part.get().isSatisfiable()) {
            throw Problem.of(ProblemCode.RANGE_NOT_SATISFIABLE).with("Content-Range", "bytes */" + size);
        }
        return part;
    }

    private static void copy(InputStream bytes, HttpServletResponse response, long length) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long left = length;
        while (left > 0) {
            int read = bytes.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("the object ended " + left + " bytes early");
            }
            response.getOutputStream().write(buffer, 0, read);
            left -= read;
        }
    }

    /** RFC 6266: a plain name for old clients, the real one for all others. */
    private static String disposition(String filename) {
        String plain = filename.replaceAll("[^A-Za-z0-9._ -]", "_");
        String encoded = URLEncoder.encode(filename, StandardCharsets.UTF_8).replace("+", "%20");
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
    }

    private static Map<String, String> query(Context ctx) {
        Map<String, String> query = new HashMap<>();
        ctx.queryParamMap().forEach((name, values) -> query.put(name, values.getFirst()));
        return query;
    }

    private static Problem problem(Refusal refusal) {
        return Problem.of(
                switch (refusal) {
                    case BAD_SIGNATURE -> ProblemCode.BAD_SIGNATURE;
                    case URL_EXPIRED -> ProblemCode.URL_EXPIRED;
                    case ALREADY_UPLOADED -> ProblemCode.ALREADY_UPLOADED;
                    case LENGTH_MISMATCH -> ProblemCode.LENGTH_MISMATCH;
                    case CHECKSUM_MISMATCH -> ProblemCode.CHECKSUM_MISMATCH;
                    case CONTENT_TYPE_MISMATCH -> ProblemCode.CONTENT_TYPE_MISMATCH;
                    case NO_SUCH_OBJECT -> ProblemCode.OBJECT_NOT_FOUND;
                });
    }
}
