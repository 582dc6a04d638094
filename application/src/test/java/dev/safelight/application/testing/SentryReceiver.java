package dev.safelight.application.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** Takes what Sentry's libraries send: envelopes, each a header and items, one after the other in lines. */
public final class SentryReceiver implements AutoCloseable {

    private static final String KEY = "0123456789abcdef0123456789abcdef";

    private final List<String> envelopes = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpServer server;
    private volatile int answer = 200;
    private volatile boolean hanging;

    private SentryReceiver(HttpServer server) {
        this.server = server;
    }

    public static SentryReceiver start() throws IOException {
        SentryReceiver receiver =
                new SentryReceiver(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        receiver.server.createContext("/api/42/envelope/", receiver::take);
        receiver.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.server.start();
        return receiver;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            envelopes.add(text(exchange));
            if (hanging) {
                closing.await();
            }
            exchange.getResponseHeaders().set("Retry-After", "60");
            exchange.sendResponseHeaders(answer, -1);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(HttpExchange exchange) throws IOException {
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream body = zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What is to be set as DSN. */
    public String dsn() {
        return "http://" + KEY + "@127.0.0.1:" + server.getAddress().getPort() + "/42";
    }

    /** From now on it answers so. */
    public void answer(int status) {
        answer = status;
    }

    /** From now on it takes everything and answers nothing. */
    public void hang() {
        hanging = true;
    }

    /** Whole, as they came. */
    public List<String> envelopes() {
        return List.copyOf(envelopes);
    }

    /** The events in them, each a text in JSON. */
    public List<String> events() {
        return envelopes.stream().flatMap(envelope -> events(envelope).stream()).toList();
    }

    /** An item is a line about it and a line of JSON; what could hold line ends is sent with its length, and is no event. */
    private static List<String> events(String envelope) {
        List<String> lines = envelope.lines().toList();
        List<String> events = new CopyOnWriteArrayList<>();
        for (int line = 1; line + 1 < lines.size(); line += 2) {
            if (lines.get(line).contains("\"type\":\"event\"")) {
                events.add(lines.get(line + 1));
            }
        }
        return events;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
