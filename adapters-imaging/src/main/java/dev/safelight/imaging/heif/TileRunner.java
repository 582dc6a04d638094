package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.Unreadable;
import java.util.List;
import java.util.concurrent.Executor;

/** Runs the tasks of one picture, its tiles, and returns when all of them are done or one failed. */
public interface TileRunner {

    /** One after the other, by whoever asks. */
    TileRunner INLINE = new TileRunner() {
        @Override
        public int atOnce() {
            return 1;
        }

        @Override
        public void run(List<Task> tasks) throws Unreadable {
            for (Task task : tasks) {
                task.run();
            }
        }
    };

    /** How many tasks run at the same time at most; the memory that decoding takes depends on it. */
    int atOnce();

    /**
     * Runs all of them, in any order. After one failed the others need not be run.
     *
     * @throws Unreadable what a task threw; unchecked exceptions of tasks are thrown too
     */
    void run(List<Task> tasks) throws Unreadable;

    /** One tile. */
    @FunctionalInterface
    interface Task {
        void run() throws Unreadable;
    }

    /**
     * The caller works, and so do up to {@code atOnce - 1} threads of {@code helpers} as far as they are free: nothing waits
     * for a helper that has not begun, so that a pool whose threads all decode pictures cannot block itself.
     */
    static TileRunner with(Executor helpers, int atOnce) {
        return new SharedTiles(helpers, atOnce);
    }
}
