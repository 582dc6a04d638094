package dev.safelight.web.idempotency;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.safelight.application.Outage;
import dev.safelight.application.idempotency.Replies;
import dev.safelight.application.idempotency.Replies.Begun;
import dev.safelight.application.idempotency.Replies.Reply;
import dev.safelight.domain.image.Sha256;
import dev.safelight.web.http.Answer;
import dev.safelight.web.http.EveryReply;
import dev.safelight.web.http.Problem;
import dev.safelight.web.http.Problem.Mistake;
import dev.safelight.web.http.ProblemCode;
import dev.safelight.web.http.Problems;
import dev.safelight.web.http.RequestBody;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code Idempotency-Key}: of requests with the same key, the first one does the work and all get its answer. Answers
 * that are our own fault, or that there is too much at the moment, are not kept, so that a repeat tries again.
 */
public final class Idempotency {

    /** Longer than any request takes, the longest {@code Prefer: wait} included. */
    private static final Duration HOLD = Duration.ofSeconds(60);

    private static final Duration KEPT = Duration.ofHours(24);
    private static final int LONGEST_KEY = 255;
    private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);
    private static final String FIELD = "idempotencyKey";

    private final Replies replies;
    private final Problems problems;

    public Idempotency(Replies replies, Problems problems) {
        this.replies = replies;
        this.problems = problems;
    }

    /** The answer of {@code work}, done now or, for a repeat, before. Without a key it is simply done. */
    public Answer once(Context ctx, String caller, Callable<Answer> work) throws Exception {
        Optional<String> chosen = chosenKey(ctx);
        if (chosen.isEmpty()) {
            return work.call();
        }
        Replies.Key key = new Replies.Key(caller + " " + route(ctx), chosen.get(), fingerprint(ctx));
        return switch (replies.begin(key, HOLD, KEPT)) {
            case Begun.First first -> first(ctx, key, first, work);
            case Begun.Repeat repeat -> answer(repeat.reply()).with("Idempotent-Replayed", "true");
            case Begun.OtherRequest other -> throw Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED);
            case Begun.InProgress busy ->
                throw Problem.of(ProblemCode.IDEMPOTENCY_IN_PROGRESS).with("Retry-After", "1");
        };
    }

    private Answer first(Context ctx, Replies.Key key, Begun.First first, Callable<Answer> work) throws Exception {
        Answer answer;
        try {
            answer = refusalsAsAnswers(ctx, work);
        } catch (Exception ours) {
            attempt("free", () -> replies.abandon(key, first));
            throw ours;
        }
        attempt("keep the answer of", () -> replies.finish(key, first, reply(answer)));
        return answer;
    }

    /** What the request came to stands, whether or not we can note it; the hold on the key runs out by itself. */
    private static void attempt(String what, Runnable note) {
        try {
            note.run();
        } catch (Outage outage) {
            LOG.warn("cannot {} an idempotency key", what, outage);
        }
    }

    private Answer refusalsAsAnswers(Context ctx, Callable<Answer> work) throws Exception {
        try {
            return work.call();
        } catch (Problem problem) {
            if (problem.code().mayPass()) {
                throw problem;
            }
            return problems.answer(problem, EveryReply.identity(ctx.req()));
        }
    }

    private static Optional<String> chosenKey(Context ctx) {
        Optional<String> header = Optional.ofNullable(ctx.header("Idempotency-Key"));
        Optional<String> key = header.isPresent() ? header : keyInBody(ctx);
        String at = header.isPresent() ? "Idempotency-Key:" : "/" + FIELD;
        if (key.isPresent() && !isPrintable(key.get())) {
            throw Problem.invalid(List.of(
                    new Mistake(at, "BAD_VALUE", "must be 1 to " + LONGEST_KEY + " printable ASCII characters")));
        }
        return key;
    }

    private static Optional<String> keyInBody(Context ctx) {
        return RequestBody.json(ctx)
                .map(json -> json.path(FIELD))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue);
    }

    private static boolean isPrintable(String key) {
        return !key.isEmpty() && key.length() <= LONGEST_KEY && key.chars().allMatch(c -> c >= 0x20 && c < 0x7F);
    }

    /** The older addresses without {@code /v1} are the same routes. */
    private static String route(Context ctx) {
        String path = ctx.endpoint().path;
        return ctx.method() + " " + (path.startsWith("/v1") ? path : "/v1" + path);
    }

    private static String fingerprint(Context ctx) {
        String body =
                RequestBody.json(ctx).map(json -> canonical(json).toString()).orElse("");
        String request = new TreeMap<>(ctx.pathParamMap()) + "\n" + body;
        return Sha256.of(request.getBytes(StandardCharsets.UTF_8)).hex();
    }

    /** The same request whatever the order of its fields, and whatever key it brings. */
    private static JsonNode canonical(JsonNode json) {
        if (json instanceof ObjectNode object) {
            ObjectNode sorted = object.objectNode();
            object.properties().stream()
                    .filter(field -> !field.getKey().equals(FIELD))
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(field -> sorted.set(field.getKey(), canonical(field.getValue())));
            return sorted;
        }
        if (json instanceof ArrayNode array) {
            ArrayNode items = array.arrayNode();
            array.forEach(item -> items.add(canonical(item)));
            return items;
        }
        return json;
    }

    private static Reply reply(Answer answer) {
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.remove("Cache-Control");
        return new Reply(
                answer.status(), answer.contentType(), headers, answer.body().orElse(""));
    }

    private static Answer answer(Reply reply) {
        return new Answer(
                reply.status(),
                reply.contentType(),
                reply.headers(),
                Optional.of(reply.body()).filter(body -> !body.isEmpty()));
    }
}
