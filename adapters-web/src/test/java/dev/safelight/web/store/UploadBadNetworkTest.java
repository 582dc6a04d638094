package dev.safelight.web.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.application.inspect.ScriptedInspector;
import dev.safelight.application.testing.ChaosProxy;
import dev.safelight.application.testing.ChaosProxy.Direction;
import dev.safelight.web.Client;
import dev.safelight.web.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that stall, drip or vanish while they send a photo. */
@Timeout(60)
class UploadBadNetworkTest {

    private static final byte[] PHOTO = ScriptedInspector.photo("seed=1");
    private static final int HALF = PHOTO.length / 2;
    private static final int PATIENCE_MILLIS = 30_000;

    private final TestServer server = TestServer.impatient(Duration.ofMillis(500));
    private final ChaosProxy proxy = ChaosProxy.before("127.0.0.1", server.port());
    private final Client anna = server.newcomer();
    private final JsonNode signed = anna.sign(PHOTO);

    @AfterEach
    void close() {
        proxy.close();
        server.close();
    }

    /** Everything up to the middle of the photo is on its way. */
    private Socket begunUpload() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        String head = "PUT " + signed.get("uploadUrl").textValue() + " HTTP/1.1\r\nHost: photos\r\n"
                + "Content-Type: image/jpeg\r\nContent-Length: " + PHOTO.length + "\r\n\r\n";
        OutputStream out = socket.getOutputStream();
        out.write(head.getBytes(US_ASCII));
        out.write(PHOTO, 0, HALF);
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }

    private void assertTheUrlTakesAnotherAttempt() {
        assertThat(anna.put(signed, PHOTO).status()).isEqualTo(200);
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    @Test
    void who_stalls_in_the_middle_is_told_so_and_let_go() throws Exception {
        try (Socket socket = begunUpload()) {
            assertThat(answer(socket)).startsWith("HTTP/1.1 408").contains("REQUEST_TIMEOUT");
        }
        assertTheUrlTakesAnotherAttempt();
    }

    @Test
    void who_vanishes_in_the_middle_holds_nothing_up() throws Exception {
        try (Socket socket = begunUpload()) {
            proxy.vanish();
            assertTheUrlTakesAnotherAttempt();
            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void who_is_cut_off_in_the_middle_can_try_again() throws Exception {
        proxy.resetAfter(Direction.TO_SERVER, HALF);
        try (Socket socket = begunUpload()) {
            until(() -> proxy.connections() == 0);
            assertThat(socket.isConnected()).isTrue();
        }
        proxy.pass();
        assertTheUrlTakesAnotherAttempt();
    }

    @Test
    void who_drips_is_told_so_when_the_grace_is_over() throws Exception {
        try (Socket socket = begunUpload()) {
            for (int at = HALF; socket.getInputStream().available() == 0; at++) {
                server.clock.advance(Duration.ofHours(1));
                socket.getOutputStream().write(PHOTO, at, 1);
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            assertThat(answer(socket)).startsWith("HTTP/1.1 408").contains("REQUEST_TIMEOUT");
        }
    }

    @Test
    void a_dripping_body_of_any_other_request_is_refused_too() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            String half = "POST /v1/uploads/sign HTTP/1.1\r\nHost: photos\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 100\r\n\r\n{\"filename\":";
            socket.getOutputStream().write(half.getBytes(US_ASCII));
            assertThat(answer(socket)).startsWith("HTTP/1.1 408").contains("REQUEST_TIMEOUT");
        }
    }

    @Test
    void who_never_finishes_the_headers_is_let_go() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write("PUT /v1/obj".getBytes(US_ASCII));
            assertThat(answer(socket)).doesNotContain("HTTP/1.1 200");
        }
    }
}
