package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.Unreadable;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The caller and its helpers take tasks from one list until there are none left. */
record SharedTiles(Executor helpers, int atOnce) implements TileRunner {

    SharedTiles {
        if (atOnce < 1) {
            throw new IllegalArgumentException("at least one at once, not " + atOnce);
        }
    }

    @Override
    public void run(List<Task> tasks) throws Unreadable {
        Work work = new Work(List.copyOf(tasks));
        int wanted = Math.min(atOnce, tasks.size()) - 1;
        try {
            for (int i = 0; i < wanted; i++) {
                helpers.execute(work::take);
            }
        } catch (RejectedExecutionException busy) {
            // The caller does without: slower, and as right.
        }
        work.take();
        work.await();
    }

    private static final class Work {

        private final List<Task> tasks;
        private final Lock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private int next;
        private int running;
        private @Nullable Throwable failure;

        Work(List<Task> tasks) {
            this.tasks = tasks;
        }

        /** Runs tasks until there are none left. What a task throws is kept for the caller. */
        void take() {
            for (Task task = begin(); task != null; task = begin()) {
                Throwable thrown = null;
                try {
                    task.run();
                } catch (Unreadable | RuntimeException | Error failed) {
                    thrown = failed;
                } finally {
                    end(thrown);
                }
            }
        }

        private @Nullable Task begin() {
            lock.lock();
            try {
                if (failure != null || next == tasks.size()) {
                    return null;
                }
                running++;
                return tasks.get(next++);
            } finally {
                lock.unlock();
            }
        }

        private void end(@Nullable Throwable thrown) {
            lock.lock();
            try {
                running--;
                if (failure == null) {
                    failure = thrown;
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** Tasks that run end by themselves, at their next checkpoint if they are not wanted any more. */
        void await() throws Unreadable {
            lock.lock();
            try {
                while (running > 0) {
                    changed.awaitUninterruptibly();
                }
            } finally {
                lock.unlock();
            }
            switch (failure) {
                case null -> {}
                case Unreadable unreadable -> throw unreadable;
                case RuntimeException unchecked -> throw unchecked;
                case Error error -> throw error;
                default -> throw new IllegalStateException(failure);
            }
        }
    }
}
