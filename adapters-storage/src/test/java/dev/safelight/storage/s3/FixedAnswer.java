package dev.safelight.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Executors;

/** Something that speaks HTTP where a store should be, and says the same to everything. */
public final class FixedAnswer implements AutoCloseable {

    private final HttpServer server;

    public FixedAnswer(int status, Map<String, String> headers, String body) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                headers.forEach(exchange.getResponseHeaders()::set);
                byte[] bytes = body.getBytes(UTF_8);
                boolean none = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
                exchange.sendResponseHeaders(status, none ? -1 : bytes.length);
                if (!none) {
                    exchange.getResponseBody().write(bytes);
                }
            }
        });
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
