package dev.safelight.application.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.testing.ChaosProxy.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each fault, seen with plain sockets in front of a server that sends back what it is sent. */
@Timeout(60)
class ChaosProxyTest {

    private static final int SHORT_MILLIS = 150;
    private static final int LONG_MILLIS = 30_000;

    private final ServerSocket echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> served = ConcurrentHashMap.newKeySet();
    private final AtomicInteger received = new AtomicInteger();
    private final ChaosProxy proxy = ChaosProxy.before("127.0.0.1", echo.getLocalPort());

    ChaosProxyTest() throws IOException {
        Thread.startVirtualThread(this::serve);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        proxy.close();
        echo.close();
        for (Socket socket : served) {
            socket.close();
        }
    }

    private void serve() {
        try {
            while (true) {
                Socket socket = echo.accept();
                served.add(socket);
                Thread.startVirtualThread(() -> sendBack(socket));
            }
        } catch (IOException closed) {
            assertThat(echo.isClosed()).isTrue();
        }
    }

    /** Forgets the connection when it has ended, however it did. */
    private void sendBack(Socket socket) {
        try (socket) {
            byte[] chunk = new byte[1024];
            for (int n = socket.getInputStream().read(chunk);
                    n >= 0;
                    n = socket.getInputStream().read(chunk)) {
                received.addAndGet(n);
                socket.getOutputStream().write(chunk, 0, n);
            }
        } catch (IOException cut) {
            assertThat(cut).isInstanceOf(SocketException.class);
        } finally {
            served.remove(socket);
        }
    }

    private Socket connect() throws IOException {
        return connect(proxy);
    }

    private static Socket connect(ChaosProxy proxy) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(LONG_MILLIS);
        return socket;
    }

    /** A connection through which something went already. */
    private Socket connected() throws IOException {
        Socket socket = connect();
        assertThat(askedFor("hello", socket)).isEqualTo("hello");
        return socket;
    }

    private static String askedFor(String word, Socket socket) throws IOException {
        say(word, socket);
        return new String(socket.getInputStream().readNBytes(word.length()), UTF_8);
    }

    private static void say(String word, Socket socket) throws IOException {
        socket.getOutputStream().write(word.getBytes(UTF_8));
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SHORT_MILLIS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(LONG_MILLIS);
    }

    private static void assertReset(Socket socket) {
        assertThatThrownBy(() -> {
                    say("anybody?", socket);
                    socket.getInputStream().readAllBytes();
                })
                .isInstanceOf(SocketException.class);
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }

    @Test
    void it_passes_everything_on_in_both_directions_and_an_end_of_one() throws IOException {
        try (Socket socket = connected()) {
            byte[] much = new byte[100_000];
            new Random(7).nextBytes(much);
            Thread.startVirtualThread(() -> {
                try {
                    socket.getOutputStream().write(much);
                    socket.shutdownOutput();
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
            assertThat(socket.getInputStream().readAllBytes()).isEqualTo(much);
        }
        until(() -> proxy.connections() == 0);
        until(served::isEmpty);
    }

    @Test
    void it_delays_what_goes_through_it() throws IOException {
        try (Socket socket = connected()) {
            proxy.delay(Duration.ofHours(1));
            say("late", socket);
            assertSilent(socket);
            proxy.delay(Duration.ofMillis(1));
            assertThat(socket.getInputStream().readNBytes(4)).asString().isEqualTo("late");
        }
    }

    @Test
    void a_stall_holds_old_and_new_connections_until_it_ends() throws IOException {
        try (Socket old = connected()) {
            proxy.stall();
            try (Socket young = connect()) {
                say("one", old);
                say("two", young);
                assertSilent(old);
                assertSilent(young);
                proxy.pass();
                assertThat(old.getInputStream().readNBytes(3)).asString().isEqualTo("one");
                assertThat(young.getInputStream().readNBytes(3)).asString().isEqualTo("two");
            }
        }
    }

    @Test
    void a_connection_is_reset_after_exactly_so_many_bytes_to_the_client() throws IOException {
        try (Socket old = connected()) {
            proxy.resetAfter(Direction.TO_CLIENT, 6);
            try (Socket young = connect()) {
                for (Socket socket : new Socket[] {old, young}) {
                    assertThat(askedFor("abc", socket)).isEqualTo("abc");
                    say("defghi", socket);
                    assertThat(socket.getInputStream().readNBytes(3)).asString().isEqualTo("def");
                    assertReset(socket);
                }
            }
        }
        until(() -> proxy.connections() == 0);
        until(served::isEmpty);
    }

    @Test
    void a_connection_is_reset_after_exactly_so_many_bytes_to_the_server() throws IOException {
        try (Socket socket = connected()) {
            int before = received.get();
            proxy.resetAfter(Direction.TO_SERVER, 3);
            say("abcdef", socket);
            assertReset(socket);
            until(served::isEmpty);
            assertThat(received.get() - before).isEqualTo(3);
        }
    }

    @Test
    void a_connection_that_is_closed_after_so_many_bytes_just_ends() throws IOException {
        try (Socket socket = connected()) {
            proxy.closeAfter(Direction.TO_CLIENT, 3);
            say("abcdef", socket);
            assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("abc");
        }
        until(served::isEmpty);
    }

    @Test
    void refusing_cuts_what_is_there_and_what_comes_until_it_ends() throws IOException {
        try (Socket old = connected()) {
            proxy.refuse();
            assertReset(old);
            try (Socket young = connect()) {
                assertReset(young);
            }
            proxy.pass();
            connected().close();
        }
        until(served::isEmpty);
    }

    @Test
    void a_vanished_peer_swallows_everything_says_nothing_and_never_comes_back() throws IOException {
        try (Socket old = connected()) {
            proxy.vanish();
            try (Socket young = connect()) {
                say("one", old);
                young.getOutputStream().write(new byte[5_000_000]);
                assertSilent(old);
                assertSilent(young);
                proxy.pass();
                say("two", old);
                assertSilent(old);
                assertSilent(young);
                connected().close();
                until(() -> proxy.connections() == 2);
            }
        }
    }

    @Test
    void of_the_end_of_a_vanished_peer_nobody_hears() throws IOException {
        try (Socket one = connected();
                Socket other = connected()) {
            proxy.vanish();
            one.shutdownOutput();
            until(() -> proxy.connections() == 1);
            assertThat(served).hasSize(2);
            for (Socket socket : served) {
                socket.close();
            }
            assertSilent(other);
        }
        until(() -> proxy.connections() == 0);
    }

    @Test
    void when_the_server_is_not_there_the_connection_is_reset() throws IOException {
        try (ChaosProxy nowhere = ChaosProxy.before("127.0.0.1", deadPort());
                Socket socket = connect(nowhere);
                InputStream in = socket.getInputStream()) {
            assertThatThrownBy(in::read).isInstanceOf(SocketException.class);
            assertThat(nowhere.connections()).isZero();
        }
    }

    private static int deadPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
