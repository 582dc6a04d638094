package dev.safelight.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Listens, and ends that without losing anybody. Jetty interrupts the thread that waits for the next connection; one that
 * came at that moment is never served and never closed, and those that the system holds ready are cut off. Here no thread
 * waits: the selector accepts, it is told to leave that, and whoever has come by then is let in before the door is closed.
 */
final class DrainingConnector extends ServerConnector {

    private static final int NO_THREADS = 0;
    private static final int AS_MANY_AS_SUITS = -1;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(1);

    private final ReentrantLock closing = new ReentrantLock();

    DrainingConnector(Server server, HttpConnectionFactory http) {
        super(server, NO_THREADS, AS_MANY_AS_SUITS, http);
    }

    /**
     * Completes when nobody is connected any more; whoever is goes on being answered. To Jetty those are none yet who were
     * just let in.
     */
    @Override
    public CompletableFuture<Void> shutdown() {
        closing.lock();
        try {
            if (getTransport() instanceof ServerSocketChannel door && door.isOpen()) {
                stopListening(door);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            closing.unlock();
        }
        return super.shutdown();
    }

    private void stopListening(ServerSocketChannel door) throws IOException {
        try (door) {
            setAccepting(false);
            awaitLeft(door);
            letIn(door);
        }
    }

    /** As long as a selector has it, the system would go on taking in connections after it was closed. */
    private static void awaitLeft(ServerSocketChannel door) {
        long begun = System.nanoTime();
        while (door.isRegistered() && System.nanoTime() - begun < PATIENCE.toNanos()) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private void letIn(ServerSocketChannel door) throws IOException {
        for (SocketChannel last = door.accept(); last != null; last = door.accept()) {
            last.configureBlocking(false);
            configure(last.socket());
            getSelectorManager().accept(last);
        }
    }
}
