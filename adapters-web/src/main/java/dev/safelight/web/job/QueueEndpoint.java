package dev.safelight.web.job;

import dev.safelight.application.job.DeadLetters;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue;
import dev.safelight.application.job.QueueSwitch;
import dev.safelight.web.http.Answer;
import dev.safelight.web.http.Problem;
import dev.safelight.web.http.ProblemCode;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** For operators: how much waits, and stopping, starting and redriving it. */
public final class QueueEndpoint {

    private final JobQueue queue;
    private final QueueSwitch pauses;
    private final DeadLetters deadLetters;

    public QueueEndpoint(JobQueue queue, QueueSwitch pauses, DeadLetters deadLetters) {
        this.queue = queue;
        this.pauses = pauses;
        this.deadLetters = deadLetters;
    }

    private record QueueJson(String kind, boolean paused, long ready, long delayed, long claimed, long dead) {}

    private record QueuesJson(List<QueueJson> items) {}

    private record RedrivenJson(String kind, long redriven) {}

    /** {@code GET /v1/ops/queues} */
    public Answer list(Context ctx) {
        Set<Job.Kind> paused = pauses.paused();
        return Answer.ok(new QueuesJson(
                Arrays.stream(Job.Kind.values()).map(kind -> json(kind, paused)).toList()));
    }

    /** {@code POST /v1/ops/queues/{kind}/pause}: what runs goes on; drained when nothing is claimed any more. */
    public Answer pause(Context ctx) {
        Job.Kind kind = kind(ctx);
        pauses.pause(kind);
        return Answer.ok(json(kind, pauses.paused()));
    }

    /** {@code POST /v1/ops/queues/{kind}/resume} */
    public Answer resume(Context ctx) {
        Job.Kind kind = kind(ctx);
        pauses.resume(kind);
        return Answer.ok(json(kind, pauses.paused()));
    }

    /** {@code POST /v1/ops/queues/{kind}/redrive}: what was given up is tried again. */
    public Answer redrive(Context ctx) {
        Job.Kind kind = kind(ctx);
        return Answer.ok(new RedrivenJson(name(kind), deadLetters.redrive(kind)));
    }

    private QueueJson json(Job.Kind kind, Set<Job.Kind> paused) {
        JobQueue.Depth depth = queue.depth(kind);
        return new QueueJson(
                name(kind), paused.contains(kind), depth.ready(), depth.delayed(), depth.claimed(), depth.dead());
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
