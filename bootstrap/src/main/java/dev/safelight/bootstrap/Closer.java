package dev.safelight.bootstrap;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what was opened, the last first, whatever becomes of each. Also when opening fails half-way, and when it is
 * asked to close while something is still being opened: that is then closed as soon as it is there.
 */
final class Closer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Closer.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private boolean closed;

    /** We are closing: there is no point in opening more. */
    static final class Closing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Closing() {
            super("closing");
        }
    }

    /** Remembers to close {@code resource}, and returns it. */
    <T extends AutoCloseable> T add(T resource) {
        if (!remembered(resource)) {
            close(resource);
            throw new Closing();
        }
        return resource;
    }

    private synchronized boolean remembered(AutoCloseable resource) {
        if (!closed) {
            opened.push(resource);
        }
        return !closed;
    }

    /** May be called at any moment, by any thread, again and again. */
    @Override
    public void close() {
        for (Optional<AutoCloseable> next = next(); next.isPresent(); next = next()) {
            close(next.get());
        }
    }

    private synchronized Optional<AutoCloseable> next() {
        closed = true;
        return Optional.ofNullable(opened.poll());
    }

    /** Closes it, whatever becomes of that. */
    static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } catch (Exception failure) {
            LOG.warn("{} did not close well", resource.getClass().getSimpleName(), failure);
        }
    }
}
