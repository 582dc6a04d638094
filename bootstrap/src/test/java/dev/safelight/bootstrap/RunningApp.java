package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.safelight.bootstrap.demo.UploadClient;
import dev.safelight.bootstrap.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Safelight as a process of its own, started as a user would, with little memory. */
final class RunningApp implements AutoCloseable {

    /** Not a setting of the program but of the machine under it: how large its heap may grow. */
    static final String HEAP = "heap";

    /** Another: which program it is, a jar, where it is not the one that is being tested. */
    static final String JAR = "jar";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder;
    private final Process process;
    private final URI url;

    private RunningApp(Path folder, int port, Map<String, String> settings, String... arguments) throws IOException {
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("SAFELIGHT_DATA", folder.resolve("data").toString());
        all.put("SAFELIGHT_PORT", Integer.toString(port));
        all.putIfAbsent("SAFELIGHT_FACES", "off"); // the sample photos are landscapes
        this.folder = folder;
        this.url = URI.create("http://localhost:" + port);
        this.process = start(folder, all, arguments);
    }

    /** Starts serving and returns at once. */
    static RunningApp begin(Path folder, int port, Map<String, String> settings) throws IOException {
        return new RunningApp(folder, port, settings);
    }

    /** Starts serving and returns when it does. */
    static RunningApp start(Path folder, Map<String, String> settings) throws IOException {
        RunningApp app = begin(folder, freePort(), settings);
        try {
            app.awaitReady();
            return app;
        } catch (RuntimeException | Error failure) {
            app.close();
            throw failure;
        }
    }

    /** Runs a command to its end. */
    static Ended run(Path folder, Map<String, String> settings, String... arguments)
            throws IOException, InterruptedException {
        Process process = start(folder, settings, arguments);
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), out(folder), errors(folder));
        } finally {
            process.destroyForcibly();
        }
    }

    /** What a command left. */
    record Ended(int exitCode, String out, String errors) {}

    private static Process start(Path folder, Map<String, String> settings, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + settings.getOrDefault(HEAP, "512m"),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                settings.getOrDefault(JAR, System.getProperty("java.class.path")),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("errors.txt").toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("SAFELIGHT_") || name.equals("PORT"));
        builder.environment().putAll(settings);
        builder.environment().keySet().removeAll(List.of(HEAP, JAR));
        return builder.start();
    }

    void awaitReady() {
        try (UploadClient client = new UploadClient(url)) {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
                assertThat(process.isAlive()).as(() -> errors(folder)).isTrue();
                return client.isReady();
            });
        }
    }

    URI url() {
        return url;
    }

    int port() {
        return url.getPort();
    }

    long pid() {
        return process.pid();
    }

    String out() {
        return out(folder);
    }

    /** The most memory that it has had so far, in bytes; 0 where the system does not say. */
    long peakMemory() throws IOException {
        Path status = Path.of("/proc/" + pid() + "/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }

    /** As {@code kill -9} does. The database goes on. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@code kill} does; returns the exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(25, TimeUnit.SECONDS)).as("ends within 25 s").isTrue();
        return process.exitValue();
    }

    /** Leaves nothing running, whatever happened. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Path data = folder.resolve("data");
        if (Files.exists(data.resolve("postgres/postmaster.pid"))) {
            try {
                EmbeddedPostgres.start(data).close();
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String out(Path folder) {
        return read(folder.resolve("out.txt"));
    }

    private static String errors(Path folder) {
        return read(folder.resolve("errors.txt"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            return failure.toString();
        }
    }
}
