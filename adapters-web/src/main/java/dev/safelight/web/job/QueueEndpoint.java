package dev.safelight.web.job;

import dev.safelight.application.job.DeadLetters;
import dev.safelight.application.job.Flow;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue;
import dev.safelight.application.job.QueueSwitch;
import dev.safelight.application.operation.Deed;
import dev.safelight.application.operation.Operator;
import dev.safelight.application.operation.WriteDown;
import dev.safelight.web.http.Answer;
import dev.safelight.web.http.Fields;
import dev.safelight.web.http.Json;
import dev.safelight.web.http.Problem;
import dev.safelight.web.http.ProblemCode;
import dev.safelight.web.http.Reason;
import dev.safelight.web.http.RequestBody;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** For operators: how much waits, and stopping, starting and redriving it. */
public final class QueueEndpoint {

    private final JobQueue queue;
    private final QueueSwitch pauses;
    private final DeadLetters deadLetters;
    private final WriteDown writeDown;

    public QueueEndpoint(JobQueue queue, QueueSwitch pauses, DeadLetters deadLetters, WriteDown writeDown) {
        this.queue = queue;
        this.pauses = pauses;
        this.deadLetters = deadLetters;
        this.writeDown = writeDown;
    }

    private record QueueJson(
            String kind, boolean paused, String state, long ready, long delayed, long claimed, long dead) {}

    private record QueuesJson(List<QueueJson> items) {}

    private record RedrivenJson(String kind, long redriven) {}

    /** {@code GET /v1/ops/queues} */
    public Answer list(Context ctx) {
        Set<Job.Kind> paused = pauses.paused();
        return Answer.ok(new QueuesJson(
                Arrays.stream(Job.Kind.values()).map(kind -> json(kind, paused)).toList()));
    }

    /** {@code POST /v1/ops/queues/{kind}/pause}: what runs goes on; drained when nothing is claimed any more. */
    public Answer pause(Context ctx, Operator operator) {
        Job.Kind kind = kind(ctx);
        WriteDown.Told told = told(ctx, operator, Deed.PAUSE, kind);
        boolean _ = writeDown.with(
                () -> {
                    boolean already = pauses.paused().contains(kind);
                    pauses.pause(kind);
                    return already;
                },
                already -> told,
                already -> !already);
        return Answer.ok(json(kind, pauses.paused()));
    }

    /** {@code POST /v1/ops/queues/{kind}/resume} */
    public Answer resume(Context ctx, Operator operator) {
        Job.Kind kind = kind(ctx);
        WriteDown.Told told = told(ctx, operator, Deed.RESUME, kind);
        boolean _ = writeDown.with(
                () -> {
                    boolean was = pauses.paused().contains(kind);
                    pauses.resume(kind);
                    return was;
                },
                was -> told,
                was -> was);
        return Answer.ok(json(kind, pauses.paused()));
    }

    /** {@code POST /v1/ops/queues/{kind}/redrive}: what was given up is tried again. */
    public Answer redrive(Context ctx, Operator operator) {
        Job.Kind kind = kind(ctx);
        WriteDown.Told told = told(ctx, operator, Deed.REDRIVE, kind);
        return Answer.ok(new RedrivenJson(name(kind), writeDown.around(told, () -> deadLetters.redrive(kind))));
    }

    private static WriteDown.Told told(Context ctx, Operator operator, Deed deed, Job.Kind kind) {
        Fields fields = RequestBody.optionalFields(ctx);
        String reason = Reason.optional(fields);
        fields.check();
        return new WriteDown.Told(operator, deed, Json.write(Map.of("kind", name(kind))), reason);
    }

    private QueueJson json(Job.Kind kind, Set<Job.Kind> paused) {
        JobQueue.Depth depth = queue.depth(kind);
        boolean isPaused = paused.contains(kind);
        return new QueueJson(
                name(kind),
                isPaused,
                Flow.of(isPaused, depth).name().toLowerCase(Locale.ROOT),
                depth.ready(),
                depth.delayed(),
                depth.claimed(),
                depth.dead());
    }

    private static Job.Kind kind(Context ctx) {
        return Arrays.stream(Job.Kind.values())
                .filter(kind -> name(kind).equals(ctx.pathParam("kind")))
                .findFirst()
                .orElseThrow(() -> Problem.of(ProblemCode.QUEUE_NOT_FOUND));
    }

    private static String name(Job.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
