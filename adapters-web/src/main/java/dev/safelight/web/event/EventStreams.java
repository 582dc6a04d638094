package dev.safelight.web.event;

import dev.safelight.application.event.EventLog;
import dev.safelight.application.event.EventTail;
import dev.safelight.application.job.Periodic;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.web.http.Problem;
import dev.safelight.web.http.ProblemCode;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** All streams of this process: how many there may be, how they begin, their heartbeats, and their end. */
public final class EventStreams implements AutoCloseable {

    /** Events that wait for one client; who takes them more slowly reads the log instead. */
    static final int MAILBOX = 64;

    private static final int PAGE = 100;

    /** Heartbeats come in so many parts, each for its share of the streams. */
    private static final int PARTS = 15;

    private static final Duration LATER = Duration.ofSeconds(5);
    private static final Duration LEAVE = Duration.ofSeconds(1);

    /** In milliseconds; each client is told another time between these, so that not all come back at once. */
    private static final int FIRST_RETRY = 1_000;

    private static final int LAST_RETRY = 4_000;

    private final EventTail<Frame> tail;
    private final LogReader log;
    private final StreamLimits limits;
    private final RandomGenerator random;
    private final Map<OwnerId, Integer> ofOwners = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final List<Map<EventStream, EventTail<Frame>.Hearing>> parts = Stream.generate(
                    () -> (Map<EventStream, EventTail<Frame>.Hearing>)
                            new ConcurrentHashMap<EventStream, EventTail<Frame>.Hearing>())
            .limit(PARTS)
            .toList();
    private final Writers writers = new Writers();
    private final Periodic heart;
    private int next;
    private volatile boolean closing;

    EventStreams(EventTail<Frame> tail, LogReader log, StreamLimits limits, RandomGenerator random) {
        this.tail = tail;
        this.log = log;
        this.limits = limits;
        this.random = random;
        this.heart = new Periodic("heartbeats of streams", limits.heartbeat().dividedBy(PARTS), this::beat);
        heart.start();
    }

    /**
     * Answers the request with a stream that goes on after this returns.
     *
     * @throws Problem when there are too many, or the client's last id is none
     */
    public void open(Context ctx, OwnerId owner, Scope scope) throws IOException {
        Optional<Long> lastId = LastEventId.of(ctx);
        if (isNothingToTell(owner, scope, lastId.orElse(0L))) {
            ctx.status(204).res().setContentType(null); // so browsers connect no more
        } else if (ctx.method().equals(HandlerType.HEAD)) {
            headers(ctx);
        } else {
            count(owner);
            try {
                open(ctx, new EventStream(owner, scope, Line.to(ctx, limits.patience()), this), lastId);
            } catch (RuntimeException | IOException failure) {
                discount(owner);
                throw failure;
            }
        }
    }

    private boolean isNothingToTell(OwnerId owner, Scope scope, long after) {
        return scope.over() && log.read(owner, scope, after, 1).events().isEmpty();
    }

    private void count(OwnerId owner) {
        int own = ofOwners.merge(owner, 1, Integer::sum);
        int all = count.incrementAndGet();
        if (own > limits.perOwner() || all > limits.atOnce()) {
            discount(owner);
            throw Problem.of(own > limits.perOwner() ? ProblemCode.OWNER_STREAMS_FULL : ProblemCode.STREAMS_FULL)
                    .retryAfter(LATER);
        }
    }

    private void discount(OwnerId owner) {
        count.decrementAndGet();
        ofOwners.computeIfPresent(owner, (of, own) -> own == 1 ? null : own - 1);
    }

    /** Listens first; what is read from the log after that and what is heard overlap, and leave nothing out. */
    private void open(Context ctx, EventStream stream, Optional<Long> lastId) throws IOException {
        EventTail<Frame>.Hearing hearing =
                tail.listen(stream.owner(), stream.scope().subject(), stream);
        try {
            EventStream.Start start = start(stream.scope(), lastId, hearing.from());
            headers(ctx);
            part(stream).put(stream, hearing);
            if (closing) {
                stream.bye();
            }
            ctx.future(() -> stream.start(start));
        } catch (RuntimeException failure) {
            hearing.close();
            throw failure;
        }
    }

    private EventStream.Start start(Scope scope, Optional<Long> lastId, long from) {
        byte[] greeting = Frame.greeting(random.nextInt(FIRST_RETRY, LAST_RETRY));
        if (lastId.isPresent()) {
            // Somebody who listened to another process may have been told more than we have heard of.
            boolean strange = lastId.get() > from && lastId.get() > log.end();
            return strange
                    ? EventStream.Start.at(from, Frame.join(greeting, Frame.beat(from), Frame.RESYNC))
                    : EventStream.Start.after(lastId.get(), greeting);
        }
        return scope.subject().isPresent()
                ? EventStream.Start.atTheBeginning(greeting)
                : EventStream.Start.at(from, Frame.join(greeting, Frame.beat(from)));
    }

    private static void headers(Context ctx) {
        ctx.disableCompression();
        ctx.contentType("text/event-stream")
                .header("Cache-Control", "no-cache, no-transform")
                .header("X-Accel-Buffering", "no")
                .header("Connection", "close"); // it ends with the stream, see Line
    }

    private Map<EventStream, EventTail<Frame>.Hearing> part(EventStream stream) {
        return parts.get(Math.floorMod(stream.hashCode(), PARTS));
    }

    private Stream<EventStream> streams() {
        return parts.stream().flatMap(part -> part.keySet().stream());
    }

    Writers writers() {
        return writers;
    }

    /** How many there are. */
    public int size() {
        return count.get();
    }

    EventLog.Page read(EventStream stream, long after) {
        return log.read(stream.owner(), stream.scope(), after, PAGE);
    }

    /** It is over. May be said twice. */
    void remove(EventStream stream) {
        EventTail<Frame>.Hearing hearing = part(stream).remove(stream);
        if (hearing != null) {
            hearing.close();
            discount(stream.owner());
        }
    }

    /** A part of the streams shows that it is there, and those who could not catch up try again. */
    private void beat() {
        streams().forEach(EventStream::retry);
        int life = (int) limits.lifetime().dividedBy(limits.heartbeat());
        long position = tail.position();
        parts.get(next).keySet().forEach(stream -> stream.beat(position, life));
        next = (next + 1) % PARTS;
    }

    /** Tells all clients to connect again, and those who come from now on. */
    public void bye() {
        closing = true;
        streams().forEach(EventStream::bye);
    }

    /** Ends all streams; those who take leave have a second for it. May be called twice. */
    @Override
    public void close() {
        bye();
        CompletableFuture.allOf(streams().map(EventStream::ended).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, LEAVE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        streams().forEach(EventStream::cut);
        heart.close();
    }
}
