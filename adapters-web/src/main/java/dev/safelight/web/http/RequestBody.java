package dev.safelight.web.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of a request for one of the JSON routes: bounded, and read once. */
public final class RequestBody {

    /** No JSON body is larger. */
    public static final int MAX_BYTES = 1024 * 1024;

    /** So much of a body that is refused is still taken in, so that the client hears why instead of a broken pipe. */
    private static final int DRAINED = 8 * MAX_BYTES;

    private static final String READ = RequestBody.class.getName();

    private RequestBody() {}

    /**
     * The body as a tree; empty when there is none.
     *
     * @throws Problem when it is too large, not declared as JSON, or not JSON
     */
    public static Optional<JsonNode> json(Context ctx) {
        Optional<JsonNode> read = ctx.attribute(READ);
        if (read == null) {
            read = parse(ctx);
            ctx.attribute(READ, read);
        }
        return read;
    }

    /** The fields of a body that must be a JSON object. */
    public static Fields fields(Context ctx) {
        JsonNode json = json(ctx)
                .orElseThrow(() -> Problem.of(ProblemCode.MALFORMED_JSON, "There is no body; send a JSON object."));
        if (!json.isObject()) {
            throw Problem.of(ProblemCode.MALFORMED_JSON, "The body is JSON, but not an object.");
        }
        return new Fields(json);
    }

    /** The fields of a body that may be left out. */
    public static Fields optionalFields(Context ctx) {
        return json(ctx).isEmpty() ? new Fields(Json.tree(Map.of())) : fields(ctx);
    }

    /**
     * The body as a tree, whatever it is declared as; empty when there is none. For senders who call their JSON plain text.
     *
     * @throws Problem when it is too large or not JSON
     */
    public static Optional<JsonNode> jsonOfAnyType(Context ctx) {
        return parse(bytes(ctx));
    }

    private static Optional<JsonNode> parse(Context ctx) {
        byte[] bytes = bytes(ctx);
        if (bytes.length > 0 && !isJson(ctx.contentType())) {
            throw Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE);
        }
        return parse(bytes);
    }

    private static Optional<JsonNode> parse(byte[] bytes) {
        if (bytes.length == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(bytes)).filter(json -> !json.isMissingNode());
        } catch (IOException notJson) {
            throw Problem.of(ProblemCode.MALFORMED_JSON);
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String bare = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return bare.equals("application/json") || (bare.startsWith("application/") && bare.endsWith("+json"));
    }

    private static byte[] bytes(Context ctx) {
        HttpServletRequest request = ctx.req();
        try {
            InputStream in = request.getInputStream();
            byte[] bytes = request.getContentLengthLong() > MAX_BYTES ? new byte[0] : in.readNBytes(MAX_BYTES + 1);
            if (request.getContentLengthLong() > MAX_BYTES || bytes.length > MAX_BYTES) {
                drain(request);
                throw Problem.of(ProblemCode.PAYLOAD_TOO_LARGE);
            }
            return bytes;
        } catch (IOException brokenOff) {
            throw isTooSlow(brokenOff)
                    ? Problem.of(ProblemCode.REQUEST_TIMEOUT)
                    : Problem.of(ProblemCode.BAD_REQUEST, "The body broke off.");
        }
    }

    /** Whether the body was given up because too little of it came, or nothing for too long. */
    public static boolean isTooSlow(IOException failure) {
        return PacedRequest.isTooSlow(failure);
    }

    /** Takes in what a client still sends after we know that we refuse it, within bounds. */
    public static void drain(HttpServletRequest request) throws IOException {
        if (request.getHeader("Expect") == null && request.getContentLengthLong() <= DRAINED) {
            request.getInputStream().readNBytes(DRAINED);
        }
    }
}
