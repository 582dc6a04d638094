package dev.safelight.web.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.domain.image.OwnerId;
import dev.safelight.web.Client;
import dev.safelight.web.Reply;
import dev.safelight.web.TestServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One who reads a stream of events off a socket of his own, so that he can stop, cut it, and see every byte. */
final class Listener implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    /** Somebody who has a cookie. */
    record Person(Client client, String cookie, OwnerId owner) {

        static Person newAt(TestServer server) {
            Client client = server.newcomer();
            Reply reply = client.get("/v1/images");
            String cookie = reply.header("Set-Cookie").split(";", 2)[0];
            String name = cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf('.'));
            return new Person(client, cookie, new OwnerId("anonymous:" + name));
        }

        Listener listen(TestServer server, String path, String... headers) throws IOException {
            return Listener.to(server.port(), path, cookie, headers);
        }
    }

    /** What came between two empty lines. */
    record Message(List<String> lines) {

        @Nullable String field(String name) {
            return lines.stream()
                    .filter(line -> line.startsWith(name + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElse(null);
        }

        boolean isEvent() {
            return field("data") != null;
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String status = "";
    private boolean chunked;
    private int left;

    private Listener(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    static Listener to(int port, String path, String cookie, String... headers) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        Listener listener = new Listener(socket);
        String more =
                String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList());
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: photos\r\nCookie: " + cookie + "\r\n" + more + "\r\n")
                        .getBytes(UTF_8));
        listener.readHead();
        return listener;
    }

    private void readHead() throws IOException {
        status = rawLine();
        for (String header = rawLine(); !header.isEmpty(); header = rawLine()) {
            String[] parts = header.split(": ", 2);
            headers.merge(parts[0].toLowerCase(Locale.ROOT), parts[1], (one, other) -> one + ", " + other);
        }
        chunked = "chunked".equals(headers.get("transfer-encoding"));
    }

    int status() {
        return Integer.parseInt(status.split(" ", 3)[1]);
    }

    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    private String rawLine() throws IOException {
        line.reset();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(UTF_8);
    }

    /** Of the body; -1 at its end. */
    private int read() throws IOException {
        if (!chunked) {
            return in.read();
        }
        if (left == 0) {
            left = Integer.parseInt(rawLine(), 16);
            if (left == 0) {
                rawLine();
                return -1;
            }
        }
        int next = in.read();
        if (next < 0) {
            throw new EOFException("in the middle of the stream");
        }
        if (--left == 0) {
            rawLine();
        }
        return next;
    }

    /** The next message, whatever it is; one without lines when the stream has ended. */
    Message message() throws IOException {
        List<String> lines = new ArrayList<>();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int next = read(); next >= 0; next = read()) {
            if (next != '\n') {
                text.write(next);
            } else if (text.size() == 0) {
                return new Message(lines);
            } else {
                lines.add(text.toString(UTF_8));
                text.reset();
            }
        }
        if (!lines.isEmpty() || text.size() > 0) {
            throw new EOFException("in the middle of a message");
        }
        return new Message(List.of());
    }

    /** The next that is an event. */
    Message event() throws IOException {
        Message message = message();
        while (!message.isEvent()) {
            assertThat(message.lines()).as("the stream ended").isNotEmpty();
            message = message();
        }
        return message;
    }

    /** The subject of the next event. */
    String subject() throws IOException {
        return subject(event());
    }

    static String subject(Message message) {
        return String.valueOf(message.field("data")).replaceAll(".*\"subject\":\"([^\"]*)\".*", "$1");
    }

    /** Gone without a word. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
