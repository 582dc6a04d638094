package dev.safelight.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;

/** A database that is not there: nobody listens on its port. */
public final class Unreachable {

    private Unreachable() {}

    /** Its owner closes it. */
    public static Database database() {
        return Database.open(new DatabaseConfig(
                "jdbc:postgresql://127.0.0.1:" + deadPort() + "/nowhere",
                "nobody",
                "secret",
                1,
                Duration.ofMillis(300),
                Duration.ofSeconds(1)));
    }

    private static int deadPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
