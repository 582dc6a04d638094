package dev.safelight.storage.folder;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.safelight.application.store.SelfServed;
import dev.safelight.application.store.SelfServed.Served;
import dev.safelight.application.store.SignedUrls;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The smallest HTTP server that hands signed URLs to a {@link SelfServed} store. */
final class SelfServedServer implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
    private final HttpServer server;

    /** @param store asked at each request, so that the store may be made after the address is known */
    SelfServedServer(Supplier<? extends SelfServed> store) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        server.setExecutor(threads);
        server.createContext(SelfServed.PATH + "/", exchange -> serve(store.get(), exchange));
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** What became of the next request that is done: what was served, or that the client went away. */
    String nextOutcome() throws InterruptedException {
        return Optional.ofNullable(outcomes.poll(30, TimeUnit.SECONDS)).orElseThrow();
    }

    private void serve(SelfServed store, HttpExchange exchange) {
        try (exchange) {
            Served served = served(store, exchange);
            answer(exchange, served);
            outcomes.add(served.toString());
        } catch (IOException clientWentAway) {
            outcomes.add("client went away");
        }
    }

    private static Served served(SelfServed store, HttpExchange exchange) throws IOException {
        String key = SignedUrls.key(exchange.getRequestURI());
        if (!exchange.getRequestMethod().equals("PUT")) {
            return store.open(key, SignedUrls.query(exchange.getRequestURI()));
        }
        return store.receive(
                key,
                SignedUrls.query(exchange.getRequestURI()),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Length"))
                        .map(Long::valueOf),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")),
                exchange.getRequestBody());
    }

    private static void answer(HttpExchange exchange, Served served) throws IOException {
        switch (served) {
            case Served.Stored stored -> exchange.sendResponseHeaders(200, -1);
            case Served.Refused refused -> exchange.sendResponseHeaders(403, -1);
            case Served.Content content -> {
                exchange.getResponseHeaders().set("Content-Type", content.contentType());
                exchange.sendResponseHeaders(200, content.length());
                try (OutputStream out = exchange.getResponseBody()) {
                    content.bytes().transferTo(out);
                } finally {
                    content.bytes().close();
                }
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
