package dev.safelight.web.event;

import dev.safelight.application.Outage;
import dev.safelight.application.event.EventLog;
import dev.safelight.application.event.EventTail;
import dev.safelight.domain.image.OwnerId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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

    /** Begins to write. Once only; what was heard before is told. */
    synchronized CompletableFuture<Void> start(Start start) {
        last = start.last();
        forgiving = start.forgiving();
        behind |= start.behind();
        due = start.greeting();
        writing = false;
        line.watch(() -> end(Ending.GONE));
        wake();
        return ended;
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
            Thread.ofVirtual().name("event-stream").start(this::write);
        }
    }

    private void write() {
        try {
            while (perform(next())) {}
        } catch (IOException gone) {
            LOG.debug("a client of events is gone", gone);
            finish();
        } catch (RuntimeException failure) {
            LOG.error("a stream of events failed", failure);
            finish();
        }
    }

    private synchronized Task next() {
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
            behind = false;
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

    /** Whether to go on. */
    private boolean perform(Task task) throws IOException {
        return switch (task) {
            case Task.Write(byte[] bytes) -> {
                line.write(bytes);
                yield true;
            }
            case Task.Tell(List<Frame> frames) -> {
                tell(frames);
                yield true;
            }
            case Task.CatchUp() -> catchUp();
            case Task.End(Ending how) -> {
                if (how == Ending.BYE) {
                    line.write(Frame.BYE);
                }
                finish();
                yield false;
            }
            case Task.Rest() -> false;
        };
    }

    /** What comes meanwhile waits in the mailbox; whether to go on. */
    private boolean catchUp() throws IOException {
        boolean more = true;
        while (more && !isEnding()) {
            try {
                EventLog.Page page = home.read(this, last);
                if (page.missed() && !forgiving) {
                    line.write(Frame.RESYNC);
                }
                tell(page.events().stream().map(Frame::of).toList());
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

    private void tell(List<Frame> frames) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean over = false;
        for (Frame frame : frames) {
            if (frame.sequence() > last) {
                bytes.writeBytes(scope.bytes(frame));
                last = frame.sequence();
                over |= scope.endsWith(frame.type());
            }
        }
        if (bytes.size() > 0) {
            line.write(bytes.toByteArray());
        }
        if (over) {
            end(Ending.DONE);
        }
    }

    private void finish() {
        synchronized (this) {
            mailbox = null;
            writing = true; // nobody writes after this
        }
        home.remove(this);
        line.unwatch();
        ended.complete(null);
    }
}
