package dev.safelight.persistence;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between us and a server: shut, it cuts every connection and lets none through. */
public final class Gate implements AutoCloseable {

    private final InetSocketAddress target;
    private final ServerSocket door;
    private final Set<Closeable> passing = ConcurrentHashMap.newKeySet();
    private volatile boolean shut;

    /** An open gate to {@code port} of this machine. */
    public Gate(int port) throws IOException {
        target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::admit);
    }

    /** The configuration {@code config} with the gate before its database. */
    public static DatabaseConfig before(DatabaseConfig config, Gate gate) {
        return new DatabaseConfig(
                config.url().replace(":" + portOf(config) + "/", ":" + gate.port() + "/"),
                config.user(),
                config.password(),
                config.poolSize(),
                Duration.ofSeconds(1),
                config.timeouts().statement());
    }

    public static int portOf(DatabaseConfig config) {
        return Integer.parseInt(config.url().replaceAll(".*:(\\d+)/.*", "$1"));
    }

    /** Where to knock. */
    public int port() {
        return door.getLocalPort();
    }

    public void shut() {
        shut = true;
        passing.forEach(Gate::cut);
    }

    public void open() {
        shut = false;
    }

    private void admit() {
        try {
            while (true) {
                admit(door.accept());
            }
        } catch (IOException closed) {
            shut();
        }
    }

    private void admit(Socket client) {
        passing.add(client);
        if (shut) {
            cut(client);
            return;
        }
        try {
            connect(client);
        } catch (IOException serverAway) {
            cut(client);
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server = new Socket();
        server.connect(target);
        passing.add(server);
        Thread.ofVirtual().start(() -> carry(client, server));
        Thread.ofVirtual().start(() -> carry(server, client));
        if (shut) { // since we looked
            cut(client);
            cut(server);
        }
    }

    private void carry(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException cutOff) {
            cut(from);
        } finally {
            cut(to);
            passing.remove(from);
        }
    }

    private static void cut(Closeable connection) {
        try {
            connection.close();
        } catch (IOException alreadyGone) {
            throw new UncheckedIOException(alreadyGone);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        shut();
    }
}
