package dev.safelight.bootstrap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of this machine. */
final class Ports {

    private Ports() {}

    /**
     * Makes sure early that we shall be able to listen, before anything slow is begun.
     *
     * @param port 0 for any
     * @return the port, free a moment ago
     */
    static int reserve(String host, int port) throws CannotStart {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        } catch (IOException taken) {
            throw new CannotStart(
                    "port " + port + " of " + host + " cannot be had (" + taken.getMessage()
                            + "). Stop who has it, or choose another with SAFELIGHT_PORT.",
                    taken);
        }
    }
}
