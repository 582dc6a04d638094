package dev.safelight.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * A store that takes everything and checks nothing: no signature, no hash, no condition. It repeats the hash that it was
 * told, as if it knew it. What it is asked to refuse or to check, it does.
 */
final class CarelessS3Server implements AutoCloseable {

    /** What it can be asked to refuse. */
    enum Refuses {
        PART_CHECKSUMS,
        PARTS,
        SECOND_PART,
        ABORT
    }

    private record Thing(byte[] bytes, Optional<String> sha256) {
        String etag() {
            return Integer.toHexString(java.util.Arrays.hashCode(bytes));
        }
    }

    /** Each request as a line: method, address, and the names of its checksums. */
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    final Set<Refuses> refuses = EnumSet.noneOf(Refuses.class);

    /** What it checks of parts after all. */
    final Set<PartChecksum> checks = EnumSet.noneOf(PartChecksum.class);

    private final Map<String, Thing> things = new ConcurrentHashMap<>();
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
    private final HttpServer server;

    CarelessS3Server() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        server.start();
    }

    S3Settings settings() {
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new S3Settings(endpoint, endpoint, "auto", "photos", "access", "secret", true);
    }

    /** Other bytes lie there all of a sudden. */
    void swap(String key, byte[] bytes) {
        things.put("/photos/" + key, new Thing(bytes, Optional.empty()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + checksums(exchange));
        boolean ofParts = query.contains("upload");
        switch (exchange.getRequestMethod()) {
            case "PUT" -> put(exchange, query, body);
            case "HEAD", "GET" -> show(exchange);
            case "DELETE" -> send(exchange, refuses.contains(Refuses.ABORT) ? 403 : 204, "");
            default -> post(exchange, ofParts, query);
        }
    }

    private static List<String> checksums(HttpExchange exchange) {
        return exchange.getRequestHeaders().keySet().stream()
                .filter(name -> name.startsWith("X-amz-checksum") || name.equals("Content-md5"))
                .sorted()
                .toList();
    }

    private void put(HttpExchange exchange, String query, byte[] body) throws IOException {
        boolean secondPart = query.contains("partNumber=2");
        if (secondPart && refuses.contains(Refuses.SECOND_PART)) {
            send(exchange, 503, "<Error><Code>SlowDown</Code><Message>as told</Message></Error>");
            return;
        }
        boolean other = checks.stream()
                .anyMatch(checksum -> !checksum.of(body, body.length)
                        .equals(Optional.ofNullable(exchange.getRequestHeaders().getFirst(checksum.header()))
                                .orElse(checksum.of(body, body.length))));
        if (query.contains("partNumber") && other) {
            send(exchange, 400, "<Error><Code>BadDigest</Code><Message>as told</Message></Error>");
            return;
        }
        if (query.contains("partNumber")) {
            parts.write(body);
        } else {
            String sha256 = exchange.getRequestHeaders().getFirst("x-amz-checksum-sha256");
            things.put(exchange.getRequestURI().getPath(), new Thing(body, Optional.ofNullable(sha256)));
        }
        exchange.getResponseHeaders().set("ETag", "\"" + new Thing(body, Optional.empty()).etag() + "\"");
        send(exchange, 200, "");
    }

    private void show(HttpExchange exchange) throws IOException {
        Thing thing = things.get(exchange.getRequestURI().getPath());
        if (thing == null) {
            send(exchange, exchange.getRequestURI().getPath().matches("/photos/?") ? 200 : 404, "");
            return;
        }
        exchange.getResponseHeaders().set("ETag", "\"" + thing.etag() + "\"");
        exchange.getResponseHeaders().set("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT");
        thing.sha256().ifPresent(told -> exchange.getResponseHeaders().set("x-amz-checksum-sha256", told));
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(thing.bytes().length));
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, thing.bytes().length);
            exchange.getResponseBody().write(thing.bytes());
        }
    }

    private void post(HttpExchange exchange, boolean ofParts, String query) throws IOException {
        boolean checksum = exchange.getRequestHeaders().containsKey("x-amz-checksum-algorithm");
        if (!ofParts) {
            send(exchange, 200, "<DeleteResult></DeleteResult>");
        } else if (refuses.contains(Refuses.PARTS) || (checksum && refuses.contains(Refuses.PART_CHECKSUMS))) {
            send(exchange, 501, "<Error><Code>NotImplemented</Code><Message>as told</Message></Error>");
        } else if (query.contains("uploadId")) {
            send(
                    exchange,
                    200,
                    "<CompleteMultipartUploadResult><Location>l</Location><Bucket>photos</Bucket><Key>k</Key>"
                            + "<ETag>\"whole\"</ETag></CompleteMultipartUploadResult>");
        } else {
            send(
                    exchange,
                    200,
                    "<InitiateMultipartUploadResult><Bucket>photos</Bucket><Key>k</Key><UploadId>id</UploadId>"
                            + "</InitiateMultipartUploadResult>");
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
