package dev.safelight.application.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Runs actors one at a time. An actor gives up its turn wherever it calls {@link #pause}; who is next is drawn from a
 * seeded random, so that a seed replays exactly.
 */
final class Scheduler {

    /** What an actor does, once. */
    @FunctionalInterface
    interface Script {
        void run() throws InterruptedException;
    }

    /** The process in which an actor ran is gone: whatever it was about to do does not happen. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("the process died here", null, false, false);
        }
    }

    private static final class Actor {
        private final Semaphore turn = new Semaphore(0);
        private final Thread thread;
        private volatile boolean ended;
        private volatile @Nullable Throwable failure;

        private Actor(Script script, Semaphore back) {
            thread = Thread.ofVirtual().unstarted(() -> {
                try {
                    turn.acquire();
                    script.run();
                } catch (Crash | InterruptedException gone) {
                    // What a crash leaves behind is what the invariants are about.
                } catch (Throwable unexpected) {
                    failure = unexpected;
                } finally {
                    ended = true;
                    back.release();
                }
            });
        }
    }

    private final Random random;
    private final Semaphore back = new Semaphore(0);
    private final List<Actor> actors = new ArrayList<>();
    private @Nullable Actor current;

    Scheduler(Random random) {
        this.random = random;
    }

    void add(Script script) {
        Actor actor = new Actor(script, back);
        actors.add(actor);
        actor.thread.start();
    }

    /** Lets somebody else have the turn; nothing to do when not called by an actor. */
    void pause() {
        Actor me = current;
        if (me != null) {
            back.release();
            me.turn.acquireUninterruptibly();
        }
    }

    /** Gives one actor one turn; false when all have ended. */
    boolean step() {
        actors.removeIf(actor -> actor.ended);
        if (actors.isEmpty()) {
            return false;
        }
        Actor next = actors.get(random.nextInt(actors.size()));
        current = next;
        next.turn.release();
        back.acquireUninterruptibly();
        current = null;
        if (next.failure != null) {
            throw new AssertionError("an actor failed in a way that no caller expects", next.failure);
        }
        return true;
    }
}
