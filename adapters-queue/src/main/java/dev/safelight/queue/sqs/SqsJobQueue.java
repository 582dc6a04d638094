package dev.safelight.queue.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.safelight.application.Outage;
import dev.safelight.application.job.DeadLetters;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue;
import dev.safelight.application.job.JobSignal;
import dev.safelight.queue.sqs.SqsMessages.Outgoing;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * The queue on SQS: for each kind of job a queue, and a dead-letter queue into which SQS itself puts what was given out
 * too often. Nothing is opened before the first call.
 *
 * <p><b>Repeats.</b> A standard queue remembers no ids: what is queued twice is given out twice, which does no harm. A
 * FIFO queue takes a job that is queued again within {@link #SAME_RING} for the same one, <em>also when it was done
 * meanwhile</em>; it is queued by the next ring after that. <b>Delays.</b> A standard queue holds a job back for 15
 * minutes at most and a FIFO queue not at all: who receives one before it is due hides it until then, 12 hours at most at
 * a time, which costs it one delivery. <b>Ordering</b> is roughly that of queueing, not of due times; in a FIFO queue the
 * jobs of one image are given out one after the other, those of different images do not wait for each other.
 *
 * <p><b>Waiting.</b> See {@link SqsDoorbell}: {@link #await} leaves a request at the service, one for each kind and
 * process, and {@link #claim} does not ask while that one waits, because it would have been answered.
 *
 * <p><b>When a timeout passes</b> ({@link SqsSettings.Timeouts}), the SDK tries once more within the call's own; then the
 * call throws a passing {@link Outage}, and may have had its effect all the same: jobs were queued, and are queued again;
 * jobs were received by nobody, and come again when their visibility ends; jobs were completed, and completing them
 * again is ignored. A request that waits is given up after its wait and the timeout of an attempt, and whoever waited is
 * told. An interrupt cuts no call short but {@link #await}.
 */
public final class SqsJobQueue implements JobQueue, DeadLetters, AutoCloseable {

    /** How long a FIFO queue takes a job that is queued again for the same one: longer than a relay's repeats. */
    static final Duration SAME_RING = Duration.ofSeconds(20);

    /** How long {@link #probe} takes at most. */
    private static final Duration PROBING = Duration.ofMillis(1900);

    private static final System.Logger LOG = System.getLogger(SqsJobQueue.class.getName());

    private final InstantSource clock;
    private final SqsCalls calls;
    private final SqsQueues queues;
    private final SqsMessages messages;
    private final SqsDeadLetters deadLetters;
    private final SqsDepths depths;
    private final JobSignal signal = new JobSignal();
    private final Map<Job.Kind, SqsDoorbell> doorbells = new EnumMap<>(Job.Kind.class);

    public SqsJobQueue(SqsSettings settings, InstantSource clock) {
        this.clock = clock;
        this.calls = new SqsCalls(settings);
        this.queues = new SqsQueues(settings, calls);
        this.messages = new SqsMessages(calls, settings.isFifo());
        this.deadLetters = new SqsDeadLetters(queues, messages);
        this.depths = new SqsDepths(queues, calls, clock);
        Duration longPoll = settings.timeouts().longPoll();
        for (Job.Kind kind : Job.Kind.values()) {
            doorbells.put(
                    kind, new SqsDoorbell(() -> awaitOne(kind, longPoll), () -> signal.give(List.of(kind)), clock));
        }
    }

    @Override
    public void enqueue(Collection<Job> jobs) {
        jobs.stream().collect(Collectors.groupingBy(Job::kind)).forEach((kind, ofKind) -> {
            List<Job> wanted =
                    ofKind.stream()
                            .collect(Collectors.toMap(Job::id, job -> job, (same, again) -> same))
                            .values()
                            .stream()
                            .sorted(Comparator.comparing(Job::dueAt))
                            .toList();
            messages.send(queues.of(kind), wanted.stream().map(this::outgoing).toList());
            depths.queued(kind, wanted);
        });
    }

    private Outgoing outgoing(Job job) {
        Instant now = clock.instant();
        long ring = now.getEpochSecond() / SAME_RING.toSeconds();
        // SQS does not take every character in what it tells repeats by.
        String repeat =
                UUID.nameUUIDFromBytes((ring + " " + job.id()).getBytes(UTF_8)).toString();
        return new Outgoing(SqsBody.of(job), job.subject().toString(), repeat, Duration.between(now, job.dueAt()));
    }

    @Override
    public List<Claimed> claim(List<Job.Kind> kinds, int max, Duration visibility) {
        List<Claimed> claimed = new ArrayList<>();
        try {
            for (Job.Kind kind : kinds) {
                takeKept(kind, max - claimed.size(), visibility).ifPresent(claimed::add);
                receive(kind, max, visibility, claimed);
            }
        } catch (Outage outage) {
            if (claimed.isEmpty()) {
                throw outage;
            }
            LOG.log(Level.DEBUG, "no more than " + claimed.size() + " jobs could be claimed", outage);
        }
        claimed.stream().map(one -> one.job().kind()).distinct().forEach(depths::changed);
        return claimed;
    }

    private Optional<Claimed> takeKept(Job.Kind kind, int room, Duration visibility) {
        return room == 0
                ? Optional.empty()
                : doorbell(kind).take().filter(kept -> messages.hide(queues.of(kind), kept.receipt(), visibility));
    }

    private void receive(Job.Kind kind, int max, Duration visibility, List<Claimed> claimed) {
        boolean more = !doorbell(kind).isListening();
        while (more && claimed.size() < max) {
            int wanted = Math.min(SqsMessages.BATCH, max - claimed.size());
            List<Message> received = messages.receive(queues.of(kind), wanted, visibility);
            claimed.addAll(due(kind, received));
            more = received.size() == wanted;
        }
    }

    /** What may be worked on; what is not due yet is hidden until it is. */
    private List<Claimed> due(Job.Kind kind, List<Message> received) {
        Instant now = clock.instant();
        List<Claimed> all = received.stream()
                .flatMap(message -> claimed(kind, message).stream())
                .toList();
        all.stream()
                .filter(early -> early.job().dueAt().isAfter(now))
                .forEach(early -> messages.hide(
                        queues.of(kind),
                        early.receipt(),
                        Duration.between(now, early.job().dueAt())));
        return all.stream().filter(one -> !one.job().dueAt().isAfter(now)).toList();
    }

    /** What is not ours stays hidden for a while; received often enough, it goes to the dead letters. */
    private static Optional<Claimed> claimed(Job.Kind kind, Message message) {
        Optional<Job> job = SqsBody.parse(message.body()).filter(one -> one.kind() == kind);
        if (job.isEmpty()) {
            LOG.log(Level.WARNING, "message {0} in the queue for {1} is no job of ours", message.messageId(), kind);
        }
        int delivery = Integer.parseInt(
                message.attributes().getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1"));
        return job.map(one -> new Claimed(one, message.receiptHandle(), delivery));
    }

    /** Up to 12 hours after the job was given out; then it cannot be kept any longer, and this says so. */
    @Override
    public boolean extend(Claimed claimed, Duration visibility) {
        return messages.hide(queues.of(claimed.job().kind()), claimed.receipt(), visibility);
    }

    @Override
    public void complete(Collection<Claimed> done) {
        done.stream().collect(Collectors.groupingBy(one -> one.job().kind())).forEach((kind, ofKind) -> {
            messages.delete(
                    queues.of(kind), ofKind.stream().map(Claimed::receipt).toList());
            depths.changed(kind);
        });
    }

    /** After 12 hours at most. */
    @Override
    public void release(Claimed claimed, Duration delay) {
        Job.Kind kind = claimed.job().kind();
        messages.hide(queues.of(kind), claimed.receipt(), delay);
        depths.changed(kind);
    }

    @Override
    public void await(List<Job.Kind> kinds, Duration atMost) throws InterruptedException {
        if (!atMost.isPositive()) {
            return;
        }
        long heard = signal.given(kinds);
        boolean nothing = true;
        for (Job.Kind kind : kinds) {
            nothing &= doorbell(kind).listen();
        }
        if (nothing) {
            signal.awaitAfter(kinds, heard, atMost);
        }
        kinds.stream()
                .flatMap(kind -> doorbell(kind).takeFailure().stream())
                .findFirst()
                .ifPresent(failure -> {
                    throw failure;
                });
    }

    private Optional<Claimed> awaitOne(Job.Kind kind, Duration longPoll) {
        List<Message> received = messages.await(queues.of(kind), 1, SqsDoorbell.KEPT, longPoll);
        return due(kind, received).stream().findFirst();
    }

    private SqsDoorbell doorbell(Job.Kind kind) {
        return Optional.ofNullable(doorbells.get(kind)).orElseThrow();
    }

    /** As the service sees it: what was given back for later counts as claimed, because SQS does not tell them apart. */
    @Override
    public Depth depth(Job.Kind kind) {
        return depths.of(kind);
    }

    /** {@code diedAt} is when the job was queued, in a standard queue: SQS keeps no other time. */
    @Override
    public List<Dead> dead(Job.Kind kind, int limit) {
        return deadLetters.dead(kind, limit);
    }

    @Override
    public long redrive(Job.Kind kind) {
        long redriven = deadLetters.redrive(kind);
        depths.redriven(kind);
        return redriven;
    }

    /** @throws Outage when a queue cannot be reached or used */
    void probe() {
        try {
            CompletableFuture.allOf(Arrays.stream(Job.Kind.values())
                            .map(kind ->
                                    CompletableFuture.runAsync(() -> depths.probe(kind), Thread::startVirtualThread))
                            .toArray(CompletableFuture[]::new))
                    .orTimeout(PROBING.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof Outage outage
                    ? outage
                    : Outage.passing("asking SQS for the queues takes too long", failed);
        }
    }

    /** Gives back what nobody has claimed yet and waits for the calls that are being made. May be called twice. */
    @Override
    public void close() {
        doorbells.values().forEach(SqsDoorbell::close);
        doorbells.values().stream().flatMap(bell -> bell.take().stream()).forEach(this::giveBack);
        calls.close();
    }

    /** A courtesy: it comes back by itself in a moment. */
    private void giveBack(Claimed kept) {
        try {
            release(kept, Duration.ZERO);
        } catch (Outage outage) {
            LOG.log(Level.DEBUG, kept.job().id() + " could not be given back; it comes back by itself", outage);
        }
    }
}
