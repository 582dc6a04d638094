package dev.safelight.bootstrap;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy that passes bytes on, and kills each connection either when nothing came through it for a while or when it has
 * lived so long, whatever it carries: as load balancers and content networks do.
 */
final class ImpatientProxy implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(20);
    private static final int CHUNK = 4 * 1024;

    private final URI server;
    private final Duration limit;
    private final boolean fromTheStart;
    private final long bytesPerSecond;
    private final ServerSocket listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger killed = new AtomicInteger();

    private ImpatientProxy(URI server, Duration limit, boolean fromTheStart, long bytesPerSecond) throws IOException {
        this.server = server;
        this.limit = limit;
        this.fromTheStart = fromTheStart;
        this.bytesPerSecond = bytesPerSecond;
        threads.execute(this::listen);
        threads.execute(this::watch);
    }

    /** Kills a connection through which no byte came for so long. */
    static ImpatientProxy withSilence(URI server, Duration limit) throws IOException {
        return new ImpatientProxy(server, limit, /* fromTheStart= */ false, Long.MAX_VALUE);
    }

    /** Kills each connection so long after it was made; and is slow, so that what is large never comes through at once. */
    static ImpatientProxy withAge(URI server, Duration limit, long bytesPerSecond) throws IOException {
        return new ImpatientProxy(server, limit, /* fromTheStart= */ true, bytesPerSecond);
    }

    URI url() {
        return URI.create("http://localhost:" + listener.getLocalPort());
    }

    int killed() {
        return killed.get();
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Link link = new Link(listener.accept(), new Socket(server.getHost(), server.getPort()));
                links.add(link);
                threads.execute(() -> link.carry(link.client, link.server, Long.MAX_VALUE));
                threads.execute(() -> link.carry(link.server, link.client, bytesPerSecond));
            } catch (IOException ended) {
                // Closed, or nobody behind us: the loop knows which, and a client finds out.
            }
        }
    }

    private void watch() {
        try {
            while (!listener.isClosed()) {
                links.stream().filter(Link::isOver).forEach(link -> {
                    killed.incrementAndGet();
                    link.close();
                });
                Ledger.pause(LOOK);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        links.forEach(Link::close);
        threads.shutdownNow();
    }

    private final class Link {

        private final Socket client;
        private final Socket server;
        private volatile long since = System.nanoTime();

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        boolean isOver() {
            return System.nanoTime() - since > limit.toNanos();
        }

        void carry(Socket from, Socket to, long atMost) {
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                byte[] chunk = new byte[CHUNK];
                for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                    since = fromTheStart ? since : System.nanoTime();
                    to.getOutputStream().write(chunk, 0, length);
                    Ledger.pause(Duration.ofMillis(1000L * length / atMost));
                }
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            } catch (IOException killed) {
                // By us or by one of the two; neither end has anything to say any more.
            } finally {
                links.remove(this);
            }
        }

        void close() {
            links.remove(this);
            try (client;
                    server) {
                // Closing is all.
            } catch (IOException alreadyClosed) {
                // Then it is.
            }
        }
    }
}
