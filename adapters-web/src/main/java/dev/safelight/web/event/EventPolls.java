package dev.safelight.web.event;

import dev.safelight.application.event.EventLog;
import dev.safelight.application.event.EventTail;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.Sha256;
import dev.safelight.web.http.Answer;
import dev.safelight.web.http.Query;
import dev.safelight.web.http.Waiting;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Events for those who would rather ask: a page of the log at a time, at once or when there is something. */
final class EventPolls {

    private static final int LARGEST_PAGE = 200;
    private static final int USUAL_PAGE = 50;

    /** For those who did not wait, until they ask again. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /**
     * A page without events says where it was asked from, so that it stays the same and need not be sent again; but when the
     * log has gone on by so much it says how far, or the client would ask from where things are forgotten in the end.
     */
    private static final long FAR = 10_000_000;

    private final EventTail<Frame> tail;
    private final LogReader log;
    private final Waiting waiting;

    EventPolls(EventTail<Frame> tail, LogReader log, Waiting waiting) {
        this.tail = tail;
        this.log = log;
        this.waiting = waiting;
    }

    /**
     * @param lastEventId where to ask from next
     * @param more whether to do so at once
     * @param resync whether events that came after {@code ?after} are no longer kept
     */
    private record PageJson(List<EventJson> items, long lastEventId, boolean more, boolean resync) {}

    /** @param whole whether as long as was wanted, or until there was something */
    private record Waited(EventLog.Page page, boolean whole) {}

    Answer answer(Context ctx, OwnerId owner, Scope scope) {
        Query query = new Query(ctx);
        Optional<Long> after = query.optional("after", "the id of an event, a whole number", LastEventId::parse);
        int limit = query.integer("limit", 1, LARGEST_PAGE, USUAL_PAGE);
        query.check();
        if (after.isEmpty() && scope.subject().isEmpty()) {
            return answer(new PageJson(List.of(), log.end(), /* more= */ false, /* resync= */ false), PAUSE);
        }
        Supplier<EventLog.Page> read = () -> log.read(owner, scope, after.orElse(0L), limit);
        EventLog.Page page = read.get();
        Optional<Waiting.Wait> wait = waiting.wanted(ctx);
        if (wait.isEmpty() || !page.events().isEmpty() || page.missed()) {
            return answer(json(page, after), page.more() ? Duration.ZERO : PAUSE);
        }
        Waited waited = wait.get()
                .hold(
                        new Waited(page, /* whole= */ false),
                        left -> new Waited(await(owner, scope, read, left), /* whole= */ true),
                        () -> new Waited(read.get(), /* whole= */ false));
        return answer(json(waited.page(), after), waited.whole() ? Duration.ZERO : PAUSE)
                .with("Preference-Applied", wait.get().applied());
    }

    private static PageJson json(EventLog.Page page, Optional<Long> after) {
        long asked = after.orElse(0L);
        boolean stays = page.events().isEmpty() && !page.missed() && page.upTo() - asked < FAR;
        return new PageJson(
                page.events().stream().map(EventJson::of).toList(),
                stays ? asked : page.upTo(),
                page.more(),
                page.missed() && after.isPresent());
    }

    private static Answer answer(PageJson page, Duration pause) {
        Answer answer = Answer.ok(page);
        return answer.tagged(hash(answer.body().orElseThrow())).with("Retry-After", Long.toString(pause.toSeconds()));
    }

    /** Half of it tells versions apart as well. */
    private static String hash(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32);
    }

    /** Listens first: what is told before that is read after. */
    private EventLog.Page await(OwnerId owner, Scope scope, Supplier<EventLog.Page> read, Duration atMost)
            throws InterruptedException {
        Ear ear = new Ear();
        try (var _ = tail.listen(owner, scope.subject(), ear)) {
            EventLog.Page page = read.get();
            boolean heard = page.events().isEmpty() && ear.await(atMost);
            return heard ? read.get() : page;
        }
    }

    private static final class Ear implements EventTail.Ear<Frame> {
        private final Semaphore heard = new Semaphore(0);

        @Override
        public void hear(Frame told) {
            heard.release();
        }

        @Override
        public void mayHaveMissed() {
            heard.release();
        }

        boolean await(Duration atMost) throws InterruptedException {
            return heard.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
