package dev.safelight.queue.redis;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis server on a free port of the loopback, in a folder of its own, that keeps nothing on disk unless told to:
 * whoever stops and starts it has what a failover to an empty replica leaves. Ends with this process at the latest.
 */
public final class DisposableRedis implements AutoCloseable {

    private static final int ATTEMPTS = 10;

    private final Path program;
    private final List<String> options;
    private final int port;
    private final Path folder;
    private final Thread atExit = new Thread(this::kill);
    private volatile @Nullable Process process;

    private DisposableRedis(Path program, List<String> options, int port) throws IOException {
        this.program = program;
        this.options = options;
        this.port = port;
        this.folder = Files.createTempDirectory("redis");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Redis 6.2, which the tests bring along. */
    public static DisposableRedis start(String... options) {
        return start(Embedded.PROGRAM, options);
    }

    /** The one on the path: {@code apt-get install redis-server} puts 7.0 there on Debian 12. */
    public static Optional<Path> installed() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin");
        return Arrays.stream(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** @param options of the command line: {@code --maxmemory 10mb} as two of them */
    public static DisposableRedis start(Path program, String... options) {
        try {
            for (int i = 0; i < ATTEMPTS; i++) {
                var server = new DisposableRedis(program, List.of(options), freePort());
                if (server.launch()) {
                    return server;
                }
                server.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        throw new IllegalStateException("no port for Redis, or it cannot run here: " + program);
    }

    /** Unpacked once. */
    private static final class Embedded {
        static final Path PROGRAM = unpacked();

        private static Path unpacked() {
            try {
                return ExecutableProvider.newJarResourceProvider().get().toPath();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    public String uri() {
        return "redis://" + host() + ":" + port;
    }

    /** Starts it again on the same port, without anything that it knew. Does nothing when it runs. */
    public synchronized void restartEmpty() {
        try {
            Process before = process;
            if (before != null && before.isAlive()) {
                return;
            }
            if (!launch()) {
                throw new IllegalStateException("Redis does not start again on port " + port);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** False when it ended instead of listening: somebody else has the port. */
    private synchronized boolean launch() throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of("--port", Integer.toString(port), "--bind", host(), "--dir", folder.toString()));
        command.addAll(List.of("--save", "", "--appendonly", "no", "--daemonize", "no"));
        command.addAll(options);
        Process started = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process = started;
        BufferedReader output = started.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null && !line.contains("eady to accept connections")) {
            line = output.readLine();
        }
        Thread.ofVirtual().start(() -> drain(output));
        return line != null;
    }

    private static void drain(BufferedReader output) {
        try (output) {
            while (output.readLine() != null) {
                // Said to nobody, but a full pipe would hold it up.
            }
        } catch (IOException ended) {
            // With the server.
        }
    }

    /** At once and without a word, as {@code kill -9} does. May be called twice. */
    public void kill() {
        Optional.ofNullable(process)
                .ifPresent(running -> running.destroyForcibly().onExit().join());
    }

    /** As an operator does. May be called twice. */
    public void stop() {
        Optional.ofNullable(process).ifPresent(running -> {
            running.destroy();
            running.onExit().join();
        });
    }

    /** Ends it and removes what it left. May be called twice. */
    @Override
    public void close() {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
            delete(folder);
        } catch (IllegalStateException exiting) {
            // The hook is running: that is what it is for.
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> within = Files.walk(folder)) {
            for (Path path : within.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
