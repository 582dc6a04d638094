package dev.safelight.application.testing;

import dev.safelight.application.testing.ChaosMode.Cut;
import dev.safelight.application.testing.ChaosProxy.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** One connection through a {@link ChaosProxy}: a socket towards each side. */
final class ChaosLink {

    private static final int CHUNK = 8192;
    private static final int CONNECT_MILLIS = 10_000;

    private final ChaosProxy proxy;
    private final Socket client;
    private final Socket server = new Socket();
    private final AtomicInteger directionsOpen = new AtomicInteger(2);
    private volatile boolean vanished;
    private volatile boolean held = true;

    ChaosLink(ChaosProxy proxy, Socket client) {
        this.proxy = proxy;
        this.client = client;
    }

    /** Whether the client still holds its end and was not cut off. */
    boolean isHeld() {
        return held;
    }

    /** What a mode means for the connection as a whole. */
    void meet(ChaosMode mode) {
        switch (mode) {
            case ChaosMode.Vanish _ -> vanished = true;
            case ChaosMode.Refuse _ -> cut(true);
            case ChaosMode.Pass _, ChaosMode.Delay _, ChaosMode.Stall _, Cut _ -> {}
        }
    }

    void start(InetSocketAddress address) {
        if (held) {
            proxy.execute(() -> connect(address));
        }
    }

    /** Who vanished before it was made leads nowhere. */
    private void connect(InetSocketAddress address) {
        try {
            if (!vanished) {
                server.connect(address, CONNECT_MILLIS);
                proxy.execute(() -> carry(Direction.TO_CLIENT, server, client));
            }
        } catch (IOException | RuntimeException nobodyThere) {
            cut(true);
        }
        carry(Direction.TO_SERVER, client, server);
    }

    private void carry(Direction direction, Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            Counter counter = new Counter(direction);
            byte[] chunk = new byte[CHUNK];
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                ChaosMode mode = proxy.untilItGoesOn();
                if (!vanished) {
                    pass(chunk, length, to, mode, counter);
                }
            }
            proxy.untilItGoesOn();
            end(direction, to);
        } catch (IOException | InterruptedException broken) {
            breakOff(direction);
        }
    }

    private void pass(byte[] chunk, int length, Socket to, ChaosMode mode, Counter counter) throws IOException {
        int allowed = counter.allowed(length, mode);
        to.getOutputStream().write(chunk, 0, allowed);
        if (counter.isExhausted()) {
            cut(((Cut) mode).reset());
        }
    }

    /** One side has said all it had to say; the other may go on. */
    private void end(Direction direction, Socket to) throws IOException {
        held &= direction != Direction.TO_SERVER;
        if (vanished) {
            return;
        }
        to.shutdownOutput();
        if (directionsOpen.decrementAndGet() == 0) {
            cut(false);
        }
    }

    /** Of a vanished peer's end nobody hears, however it came. */
    private void breakOff(Direction direction) {
        if (!vanished) {
            cut(true);
        }
        held &= direction != Direction.TO_SERVER;
    }

    private void cut(boolean reset) {
        held = false;
        proxy.forget(this);
        shut(client, reset);
        shut(server, reset);
    }

    private static void shut(Socket socket, boolean reset) {
        try {
            if (reset) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException alreadyClosed) {
            // Then there is nothing to reset.
        }
        shut(socket);
    }

    static void shut(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception alreadyBroken) {
            // It is closed either way.
        }
    }

    /** Counts what goes one way since the present cut was asked for. */
    private static final class Counter {

        private final Direction direction;
        private ChaosMode counting = new ChaosMode.Pass();
        private long left = Long.MAX_VALUE;

        Counter(Direction direction) {
            this.direction = direction;
        }

        /** How many of {@code wanted} bytes may go on. */
        int allowed(int wanted, ChaosMode mode) {
            if (!mode.equals(counting)) {
                counting = mode;
                left = mode instanceof Cut cut && cut.direction() == direction ? cut.bytes() : Long.MAX_VALUE;
            }
            int allowed = (int) Math.min(wanted, left);
            left = left == Long.MAX_VALUE ? left : left - allowed;
            return allowed;
        }

        boolean isExhausted() {
            return left == 0;
        }
    }
}
