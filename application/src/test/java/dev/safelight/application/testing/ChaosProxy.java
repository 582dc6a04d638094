package dev.safelight.application.testing;

import dev.safelight.application.testing.ChaosMode.Cut;
import dev.safelight.application.testing.ChaosMode.Delay;
import dev.safelight.application.testing.ChaosMode.Pass;
import dev.safelight.application.testing.ChaosMode.Refuse;
import dev.safelight.application.testing.ChaosMode.Stall;
import dev.safelight.application.testing.ChaosMode.Vanish;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bad network in front of any TCP server, on a free port of the loopback. It passes everything on until it is told
 * otherwise. Each fault holds for the connections that are there and for those that come, until the next one is set. It
 * knows no protocol. Safe for any number of threads.
 */
public final class ChaosProxy implements AutoCloseable {

    /** Which way bytes go. */
    public enum Direction {
        TO_SERVER,
        TO_CLIENT
    }

    private static final int BACKLOG = 200;

    private final InetSocketAddress server;
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<ChaosLink> links = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition switched = lock.newCondition();
    private ChaosMode mode = new Pass();

    private ChaosProxy(InetSocketAddress server, ServerSocket listener) {
        this.server = server;
        this.listener = listener;
    }

    /** Stands in front of a server, which need not be there yet. */
    public static ChaosProxy before(String host, int port) {
        try {
            var listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
            var proxy = new ChaosProxy(new InetSocketAddress(host, port), listener);
            proxy.threads.execute(proxy::listen);
            return proxy;
        } catch (IOException failure) {
            throw new UncheckedIOException("no port for the proxy", failure);
        }
    }

    /** Where it listens, on 127.0.0.1. */
    public int port() {
        return listener.getLocalPort();
    }

    /** How many connections clients hold: made, not cut, not ended by the client. */
    public long connections() {
        return links.stream().filter(ChaosLink::isHeld).count();
    }

    /** All is well again, except for connections whose peer has vanished. */
    public void pass() {
        become(new Pass());
    }

    /** What is read is passed on that much later, chunk by chunk, in both directions. */
    public void delay(Duration perChunk) {
        become(new Delay(perChunk));
    }

    /**
     * Connections are made and nothing goes through them. Of each direction one chunk is read and held, so that who
     * sends much finds the buffers full in the end. When the stall is over, what was held goes on.
     */
    public void stall() {
        become(new Stall());
    }

    /**
     * Each connection lets so many more bytes through in one direction and is then reset, towards both ends. With 0 it
     * is reset as soon as there is something to carry.
     */
    public void resetAfter(Direction direction, long bytes) {
        become(new Cut(direction, bytes, true));
    }

    /** Like {@link #resetAfter}, but the connection ends in good order, as if all had been said. */
    public void closeAfter(Direction direction, long bytes) {
        become(new Cut(direction, bytes, false));
    }

    /** Connections are reset, new ones as soon as they are made. */
    public void refuse() {
        become(new Refuse());
    }

    /**
     * The peers of all connections vanish without a word, as with a machine that lost its power or a firewall that
     * forgot: what is sent is swallowed, nothing comes, not even an end. Connections that were there or are made
     * meanwhile stay like that for ever; those that are made after the next switch are not concerned.
     */
    public void vanish() {
        become(new Vanish());
    }

    /** Resets all connections. May be called twice. */
    @Override
    public void close() {
        refuse();
        ChaosLink.shut(listener);
        threads.close();
    }

    private void become(ChaosMode next) {
        lock.lock();
        try {
            mode = next;
            for (ChaosLink link : List.copyOf(links)) {
                link.meet(next);
            }
            switched.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                join(new ChaosLink(this, listener.accept()));
            } catch (IOException ended) {
                // Closed, or a client that was gone before it was greeted: the loop knows which.
            }
        }
    }

    private void join(ChaosLink link) {
        lock.lock();
        try {
            links.add(link);
            link.meet(mode);
            link.start(server);
        } finally {
            lock.unlock();
        }
    }

    void execute(Runnable task) {
        threads.execute(task);
    }

    void forget(ChaosLink link) {
        links.remove(link);
    }

    /** Waits as long as the mode wants it, and says which one lets it go. */
    ChaosMode untilItGoesOn() throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                ChaosMode now = mode;
                switch (now) {
                    case Stall _ -> switched.await();
                    case Delay delay -> {
                        if (isOver(delay)) {
                            return now;
                        }
                    }
                    case Pass _, Cut _, Refuse _, Vanish _ -> {
                        return now;
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits; false when the mode was changed meanwhile. */
    private boolean isOver(Delay delay) throws InterruptedException {
        long left = delay.perChunk().toNanos();
        while (left > 0 && mode.equals(delay)) {
            left = switched.awaitNanos(left);
        }
        return mode.equals(delay);
    }
}
