package dev.safelight.bootstrap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy that passes nothing of an answer on before it has all of it, as some of companies and virus scanners do. */
final class BufferingProxy implements AutoCloseable {

    /** What concerns one connection, or is written by the client and the server below themselves. */
    private static final Set<String> OWN = Set.of(
            "connection", "host", "content-length", "transfer-encoding", "upgrade", "http2-settings", "expect", "date");

    private final URI server;
    private final HttpServer front;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .build();

    private BufferingProxy(URI server, HttpServer front) {
        this.server = server;
        this.front = front;
    }

    static BufferingProxy before(URI server) throws IOException {
        HttpServer front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        BufferingProxy proxy = new BufferingProxy(server, front);
        front.createContext("/", proxy::pass);
        front.setExecutor(proxy.threads);
        front.start();
        return proxy;
    }

    URI url() {
        return URI.create("http://localhost:" + front.getAddress().getPort());
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpResponse<byte[]> answer = http.send(request(exchange), BodyHandlers.ofByteArray());
            answer.headers().map().forEach((name, values) -> {
                if (!isOwn(name)) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            byte[] body = answer.body();
            exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest request(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        server.resolve(exchange.getRequestURI().toString()))
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!isOwn(name)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    private static boolean isOwn(String header) {
        return OWN.contains(header.toLowerCase(Locale.ROOT));
    }

    /** Streams that nobody could hear end too. */
    @Override
    public void close() {
        front.stop(0);
        http.shutdownNow();
        threads.shutdownNow();
    }
}
