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
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests that come twice. With an {@code Idempotency-Key}: of those with the same key, the first one does the work and
 * all get its answer, for a day. Without one, where a repeat can mean nothing else: the same for identical requests, for a
 * minute. Answers that are our own fault, or that there is too much at the moment, are not kept, so that a repeat tries
 * again. Layers 1 and 5 in {@code docs/idempotency.md}.
 */
public final class Idempotency {

    /** Longer than any request takes, the longest {@code Prefer: wait} included. */
    private static final Duration HOLD = Duration.ofSeconds(60);

    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration KEPT_WITHOUT_KEY = Duration.ofSeconds(60);
    private static final int LONGEST_KEY = 255;

    /** For so long one who sends no key waits for the first of the same requests, who is still at it. */
    private static final int LOOKS = 200;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);
    private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);
    private static final String FIELD = "idempotencyKey";

    private final Replies replies;
    private final Problems problems;

    public Idempotency(Replies replies, Problems problems) {
        this.replies = replies;
        this.problems = problems;
    }

    /** What a repeat is answered with, when it is known what the first one was; empty when it is no repeat after all. */
    @FunctionalInterface
    public interface Again {

        Optional<Answer> answer(Answer first);
    }

    /** The answer of {@code work}, done now or, for a repeat, before. Without a key it is simply done. */
    public Answer once(Context ctx, String caller, Callable<Answer> work) throws Exception {
        Optional<Replies.Key> key = chosenKey(ctx).map(chosen -> key(ctx, caller, chosen));
        return key.isEmpty() ? work.call() : onceByKey(ctx, key.get(), work);
    }

    /**
     * The same; but without a key an identical request of the last minute is taken for this one. Refusals are not kept
     * then: what was refused may be possible by now.
     *
     * @param again for such a repeat
     */
    public Answer onceAMinute(Context ctx, String caller, Callable<Answer> work, Again again) throws Exception {
        Optional<Replies.Key> key = chosenKey(ctx).map(chosen -> key(ctx, caller, chosen));
        if (key.isPresent()) {
            return onceByKey(ctx, key.get(), work);
        }
        String fingerprint = fingerprint(ctx);
        Replies.Key same = new Replies.Key("without key " + caller + " " + route(ctx), fingerprint, fingerprint);
        for (int look = 0; look < LOOKS; look++) {
            switch (replies.begin(same, HOLD, KEPT_WITHOUT_KEY)) {
                case Begun.First first -> {
                    return first(same, first, work);
                }
                case Begun.Repeat repeat -> {
                    Optional<Answer> repeated = again.answer(answer(repeat.reply()));
                    return repeated.isPresent() ? repeated.get().with("Idempotent-Replayed", "true") : work.call();
                }
                case Begun.OtherRequest impossible ->
                    throw new IllegalStateException("a fingerprint is that of its request");
                case Begun.InProgress busy -> TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
            }
        }
        throw busy();
    }

    private Answer onceByKey(Context ctx, Replies.Key key, Callable<Answer> work) throws Exception {
        return switch (replies.begin(key, HOLD, KEPT)) {
            case Begun.First first -> first(key, first, () -> refusalsAsAnswers(ctx, work));
            case Begun.Repeat repeat -> answer(repeat.reply()).with("Idempotent-Replayed", "true");
            case Begun.OtherRequest other -> throw Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED);
            case Begun.InProgress busy -> throw busy();
        };
    }

    private static Replies.Key key(Context ctx, String caller, String chosen) {
        return new Replies.Key(caller + " " + route(ctx), chosen, fingerprint(ctx));
    }

    private static Problem busy() {
        return Problem.of(ProblemCode.IDEMPOTENCY_IN_PROGRESS).with("Retry-After", "1");
    }

    private Answer first(Replies.Key key, Begun.First first, Callable<Answer> work) throws Exception {
        Answer answer;
        try {
            answer = work.call();
        } catch (Exception notToBeKept) {
            attempt("free", () -> replies.abandon(key, first));
            throw notToBeKept;
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
