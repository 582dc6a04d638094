package dev.safelight.bootstrap.bench;

import dev.safelight.bootstrap.postgres.EmbeddedPostgres;
import dev.safelight.domain.image.OwnerId;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** The whole program, as {@code ./run} starts it but with 1 GiB of heap. */
final class SafelightSide implements Side {

    private static final Pattern COLLECTED = Pattern.compile("->(\\d+)K\\(");
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Process process;
    private final int port;
    private final Path collections;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param settings beyond the usual ones */
    SafelightSide(Path folder, EmbeddedPostgres database, Map<String, String> settings)
            throws IOException, InterruptedException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        collections = folder.resolve("gc.log");
        ProcessBuilder builder = new ProcessBuilder(
                        java("java"),
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-Xlog:gc*:file=" + collections,
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.safelight.bootstrap.Main")
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("errors.txt").toFile());
        builder.environment()
                .putAll(Map.of(
                        "SAFELIGHT_PORT", Integer.toString(port),
                        "SAFELIGHT_DATA", folder.toString(),
                        "SAFELIGHT_FACES", "off",
                        "SAFELIGHT_RATE_LIMIT", "off",
                        "SAFELIGHT_DATABASE_URL", database.jdbcUrl(),
                        "SAFELIGHT_DATABASE_USER", database.user(),
                        "SAFELIGHT_DATABASE_PASSWORD", database.password()));
        builder.environment().putAll(settings);
        process = builder.start();
        awaitReady();
    }

    private static String java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    private void awaitReady() throws IOException, InterruptedException {
        while (true) {
            try {
                if (get("/readyz").statusCode() == 200) {
                    return;
                }
            } catch (ConnectException notYet) {
                if (!process.isAlive()) {
                    throw new IOException("Safelight did not start", notYet);
                }
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + port + path);
        return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    @Override
    public String name() {
        return "Safelight";
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
    public List<Listener> listeners(int count) throws IOException, InterruptedException {
        List<Listener> listeners = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String cookie = get("/v1/images").headers().firstValue("Set-Cookie").orElseThrow();
            String token = cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
            String name = token.substring(0, token.indexOf('.'));
            listeners.add(new Listener(new OwnerId("anonymous:" + name), "Authorization: Bearer " + token));
        }
        return listeners;
    }

    @Override
    public long heap() throws IOException, InterruptedException {
        new ProcessBuilder(java("jcmd"), Long.toString(process.pid()), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        String log = Files.readString(collections);
        return COLLECTED
                .matcher(log.substring(log.lastIndexOf("Tenured: ")))
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)) * 1024)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        http.close();
        process.destroyForcibly().onExit().join();
    }
}
