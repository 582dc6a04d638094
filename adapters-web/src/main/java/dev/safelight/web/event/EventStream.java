package dev.safelight.web.event;

import dev.safelight.application.Outage;
import dev.safelight.application.event.EventLog;
import dev.safelight.application.event.EventTail;
import dev.safelight.domain.image.OwnerId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client that listens. What it is to hear waits in a mailbox; a thread is there only while something is written. Who
 * takes things more slowly than they come loses the mailbox and is behind: the writer then reads the log itself, from what
 * was told last, until it has caught up.
 */
final class EventStream implements EventTail.Ear<Frame> {

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    /** What there is to do next. */
    private sealed interface Task {
        record Write(byte[] bytes) implements Task {}

        record Tell(List<Frame> frames) implements Task {}

        record CatchUp() implements Task {}

        /** @param last what to say before the end */
        record End(Ending last) implements Task {}

        record Rest() implements Task {}
    }

    /** Why a stream ends. */
    private enum Ending {
        /** All has been told. */
        DONE,
        /** The client is to connect again. */
        BYE,
        /** Nobody is there any more. */
        GONE
    }

    private final OwnerId owner;
    private final Scope scope;
    private final Line line;
    private final EventStreams home;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    // Guarded by this.
    private @Nullable ArrayDeque<Frame> mailbox;
    private byte @Nullable [] due;
    private @Nullable Ending ending;
    private boolean behind;
    private boolean writing = true; // until it is started

    private int beats;

    // Touched by the writer alone, or while nobody writes.
    private long last;
    private boolean forgiving;

    EventStream(OwnerId owner, Scope scope, Line line, EventStreams home) {
        this.owner = owner;
        this.scope = scope;
        this.line = line;
        this.home = home;
    }

    /**
     * Where a stream begins.
     *
     * @param last what the client was told last
     * @param behind whether there may be something to tell already
     * @param forgiving whether it does not matter what came after {@code last} and is kept no more
     * @param greeting sent first
     */
    record Start(long last, boolean behind, boolean forgiving, byte[] greeting) {

        static Start at(long now, byte[] greeting) {
            return new Start(now, /* behind= */ false, /* forgiving= */ false, greeting);
        }

        static Start after(long last, byte[] greeting) {
            return new Start(last, /* behind= */ true, /* forgiving= */ false, greeting);
        }

        static Start atTheBeginning(byte[] greeting) {
            return new Start(0, /* behind= */ true, /* forgiving= */ true, greeting);
        }
    }

    OwnerId owner() {
        return owner;
    }

    Scope scope() {
        return scope;
    }

    /** Completes, never exceptionally, when it is over. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /**
     * Greets the client and begins to write. Once only; what was heard before is told.
     *
     * @return {@link #ended}
     */
    CompletableFuture<Void> start(Start start) {
        last = start.last();
        forgiving = start.forgiving();
        try {
            line.begin(start.greeting());
            line.watch(() -> end(Ending.GONE));
            begin(start.behind());
        } catch (IOException gone) {
            finish(gone);
        }
        return ended;
    }

    private synchronized void begin(boolean fromBehind) {
        behind |= fromBehind;
        writing = false;
        if (behind || mailbox != null || ending != null) {
            wake();
        }
    }

    @Override
    public synchronized void hear(Frame frame) {
        if (behind) {
            return;
        }
        if (mailbox == null) {
            mailbox = new ArrayDeque<>(2);
        }
        if (mailbox.size() < EventStreams.MAILBOX) {
            mailbox.add(frame);
        } else {
            mailbox = null;
            behind = true;
        }
        wake();
    }

    @Override
    public synchronized void mayHaveMissed() {
        mailbox = null;
        behind = true;
        wake();
    }

    /**
     * Shows that we are there, if nothing else does.
     *
     * @param position up to which everything was handed to this stream too
     * @param life how many times before it is to begin anew
     */
    synchronized void beat(long position, int life) {
        if (++beats > life) {
            end(Ending.BYE);
        } else if (!writing) {
            due = behind ? Frame.BARE_BEAT : Frame.beat(Math.max(position, last));
            wake();
        }
    }

    /** Has it try again to catch up. */
    synchronized void retry() {
        if (behind) {
            wake();
        }
    }

    /** Takes leave of the client, which is to connect again. */
    void bye() {
        end(Ending.BYE);
    }

    /** Ends it, whatever is being written. */
    void cut() {
        line.cut();
        end(Ending.GONE);
    }

    private synchronized void end(Ending how) {
        if (ending == null || how == Ending.GONE) {
            ending = how;
        }
        wake();
    }

    private void wake() {
        if (!writing) {
            writing = true;
            home.writers().add(this);
        }
    }

    /** Writes what is due, as far as that holds up nobody. */
    void write() {
        go(/* patient= */ false);
    }

    private void goPatiently(ByteBuffer rest) {
        Thread.ofVirtual().name("event-stream").start(() -> {
            try {
                line.write(rest);
                go(/* patient= */ true);
            } catch (IOException gone) {
                finish(gone);
            }
        });
    }

    private void go(boolean patient) {
        try {
            while (perform(next(patient), patient)) {}
        } catch (IOException gone) {
            finish(gone);
        } catch (RuntimeException failure) {
            LOG.error("a stream of events failed", failure);
            finish(failure);
        }
    }

    private synchronized Task next(boolean patient) {
        if (ending == Ending.GONE) {
            return new Task.End(ending);
        }
        byte[] bytes = due;
        if (bytes != null) {
            due = null;
            return new Task.Write(bytes);
        }
        if (ending != null) {
            return new Task.End(ending);
        }
        if (behind) {
            behind = !patient;
            return new Task.CatchUp();
        }
        if (mailbox != null) {
            List<Frame> frames = List.copyOf(mailbox);
            mailbox = null;
            return new Task.Tell(frames);
        }
        writing = false;
        return new Task.Rest();
    }

    /** Whether this thread is to go on. */
    private boolean perform(Task task, boolean patient) throws IOException {
        return switch (task) {
            case Task.Write(byte[] bytes) -> send(bytes, patient);
            case Task.Tell(List<Frame> frames) -> send(toTell(frames), patient);
            case Task.CatchUp() -> {
                if (patient) {
                    yield catchUp();
                }
                goPatiently(ByteBuffer.allocate(0));
                yield false;
            }
            case Task.End(Ending how) -> {
                if (how == Ending.BYE) {
                    line.offer(ByteBuffer.wrap(Frame.BYE)); // who does not take it connects again all the same
                }
                finish(null);
                yield false;
            }
            case Task.Rest() -> false;
        };
    }

    /** Whether this thread is to go on. */
    private boolean send(byte[] bytes, boolean patient) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        if (line.offer(rest)) {
            return true;
        }
        if (patient) {
            line.write(rest);
        } else {
            goPatiently(rest);
        }
        return patient;
    }

    /** What comes meanwhile waits in the mailbox; whether to go on. */
    private boolean catchUp() throws IOException {
        boolean more = true;
        while (more && !isEnding()) {
            try {
                EventLog.Page page = home.read(this, last);
                if (page.missed() && !forgiving) {
                    line.write(ByteBuffer.wrap(Frame.RESYNC));
                }
                line.write(ByteBuffer.wrap(
                        toTell(page.events().stream().map(Frame::of).toList())));
                last = page.upTo();
                forgiving = false;
                more = page.more();
            } catch (Outage outage) {
                LOG.debug("a stream of events cannot catch up yet", outage);
                return !restsBehind();
            }
        }
        if (scope.over()) {
            end(Ending.DONE);
        }
        return true;
    }

    private synchronized boolean isEnding() {
        return ending != null;
    }

    /** Gives up for now; false when there is something else to do. */
    private synchronized boolean restsBehind() {
        mailbox = null;
        behind = true;
        writing = ending != null || due != null;
        return !writing;
    }

    /** What was not told yet. */
    private byte[] toTell(List<Frame> frames) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Frame frame : frames) {
            if (frame.sequence() > last) {
                bytes.writeBytes(scope.bytes(frame));
                last = frame.sequence();
                if (scope.endsWith(frame.type())) {
                    end(Ending.DONE);
                }
            }
        }
        return bytes.toByteArray();
    }

    /** @param failure because of which, if it did not end as it should */
    private void finish(@Nullable Exception failure) {
        if (failure instanceof IOException) {
            LOG.debug("a client of events is gone", failure);
        }
        synchronized (this) {
            mailbox = null;
            writing = true; // nobody writes after this
        }
        home.remove(this);
        line.unwatch();
        ended.complete(null);
    }
}
