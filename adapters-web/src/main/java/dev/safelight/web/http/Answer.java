package dev.safelight.web.http;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an endpoint answers: a value, so that it can be kept for a repeat of the request.
 *
 * @param body as it will be sent; empty for none
 */
public record Answer(int status, String contentType, Map<String, String> headers, Optional<String> body) {

    private static final String JSON = "application/json";

    public Answer {
        headers = Map.copyOf(headers);
    }

    public static Answer ok(Object json) {
        return json(200, json);
    }

    /** Something new is there. */
    public static Answer created(Object json) {
        return json(201, json);
    }

    /** Under way; what will come of it is not known yet. */
    public static Answer accepted(Object json) {
        return json(202, json);
    }

    public static Answer noContent() {
        return new Answer(204, JSON, Map.of(), Optional.empty());
    }

    /** Elsewhere for now; the address is for this one caller and moment. */
    public static Answer found(String location) {
        return new Answer(
                302, JSON, Map.of("Location", location, "Cache-Control", "private, no-store"), Optional.empty());
    }

    /** To be fetched elsewhere, with GET; the address is for this one caller and moment. */
    public static Answer seeOther(String location) {
        return new Answer(
                303, JSON, Map.of("Location", location, "Cache-Control", "private, no-store"), Optional.empty());
    }

    static Answer json(int status, Object json) {
        return new Answer(status, JSON, Map.of(), Optional.of(Json.write(json)));
    }

    static Answer problem(int status, Object json) {
        return new Answer(status, "application/problem+json", Map.of(), Optional.of(Json.write(json)));
    }

    /** Not ready, said by a probe in its own words. */
    public static Answer unavailable(Object json) {
        return json(ProblemCode.UNAVAILABLE.status(), json);
    }

    public Answer with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, contentType, more, body);
    }

    /** With a strong entity tag: whoever has this very version already gets 304. */
    public Answer tagged(String version) {
        return with("ETag", '"' + version + '"').with("Cache-Control", "private, no-cache");
    }

    /** Sends it. */
    public void write(Context ctx) {
        headers.forEach(ctx::header);
        if (headers.containsKey("ETag")) {
            ctx.disableCompression(); // a strong entity tag names the bytes as sent
        }
        if (isKnownTo(ctx)) {
            ctx.status(304);
            return;
        }
        ctx.status(status);
        if (body.isPresent()) {
            ctx.contentType(contentType).result(body.get().getBytes(StandardCharsets.UTF_8));
        } else {
            ctx.res().setContentType(null);
        }
    }

    private boolean isKnownTo(Context ctx) {
        String tag = headers.get("ETag");
        String known = ctx.header("If-None-Match");
        return status == 200 && tag != null && known != null && matches(known, tag);
    }

    /** RFC 9110, section 13.1.2: a list of tags, compared weakly, or a star. */
    public static boolean matches(String ifNoneMatch, String tag) {
        return Arrays.stream(ifNoneMatch.split(",", -1))
                .map(String::strip)
                .anyMatch(known -> known.equals("*") || opaque(known).equals(opaque(tag)));
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
