package dev.safelight.bootstrap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.safelight.domain.image.OwnerId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** {@code bench/events/sse.js}. */
final class NodeSide implements Side {

    private final Process process;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param database its address, as Node has it */
    NodeSide(Path script, String database) throws IOException {
        process = new ProcessBuilder("node", "--expose-gc", "--max-old-space-size=1024", script.toString(), database)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        port = Integer.parseInt(process.inputReader(UTF_8).readLine());
    }

    @Override
    public String name() {
        return "Node";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Process process() {
        return process;
    }

    @Override
    public List<Listener> listeners(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Listener(new OwnerId("node" + i), "X-Owner: node" + i))
                .toList();
    }

    @Override
    public long heap() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/memory"))
                .build();
        return Long.parseLong(http.send(request, BodyHandlers.ofString()).body());
    }

    @Override
    public void close() {
        http.close();
        process.destroyForcibly().onExit().join();
    }
}
