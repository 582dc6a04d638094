package dev.safelight.bootstrap;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** A collector that takes OTLP over HTTP and keeps what it gets. */
final class OtlpCollector implements AutoCloseable {

    private final List<ResourceSpans> received = new CopyOnWriteArrayList<>();
    private final List<String> apiKeys = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    private OtlpCollector(HttpServer server) {
        this.server = server;
    }

    static OtlpCollector start() throws IOException {
        OtlpCollector collector =
                new OtlpCollector(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        collector.server.createContext("/v1/traces", collector::take);
        collector.server.start();
        return collector;
    }

    private void take(HttpExchange exchange) throws IOException {
        apiKeys.add(exchange.getRequestHeaders().getFirst("api-key"));
        try (GZIPInputStream body = new GZIPInputStream(exchange.getRequestBody())) {
            received.addAll(ExportTraceServiceRequest.parseFrom(body).getResourceSpansList());
        }
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** All spans of a trace. */
    List<Span> trace(String traceId) {
        return received.stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .filter(span -> hex(span.getTraceId()).equals(traceId))
                .toList();
    }

    /** Who sent them. */
    List<String> services() {
        return received.stream()
                .flatMap(resource -> resource.getResource().getAttributesList().stream())
                .filter(attribute -> attribute.getKey().equals("service.name"))
                .map(attribute -> attribute.getValue().getStringValue())
                .toList();
    }

    List<String> apiKeys() {
        return List.copyOf(apiKeys);
    }

    static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
