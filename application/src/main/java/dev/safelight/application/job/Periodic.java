package dev.safelight.application.job;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does something again and again, with a pause between, whatever becomes of a single time. */
public final class Periodic implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Periodic.class.getName());

    /** What is done; a failure is logged and the next time comes all the same. */
    @FunctionalInterface
    public interface Task {
        void run() throws InterruptedException;
    }

    private final String name;
    private final Duration pause;
    private final Task task;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    public Periodic(String name, Duration pause, Task task) {
        this.name = name;
        this.pause = pause;
        this.task = task;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::loop);
    }

    /** Begins, with the first time at once. Once only. */
    public void start() {
        thread.start();
    }

    private void loop() {
        try {
            do {
                runOnce();
            } while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void runOnce() throws InterruptedException {
        try {
            task.run();
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, name + " failed; it runs again in " + pause, failure);
        }
    }

    /** Interrupts what is running and waits for it, at most 5 s. May be called twice, and before the start. */
    @Override
    public void close() {
        stopping.countDown();
        thread.interrupt();
        try {
            if (thread.isAlive() && !thread.join(Duration.ofSeconds(5))) {
                LOG.log(Level.WARNING, name + " did not stop in time");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
