package dev.safelight.bootstrap;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The real nginx with a site of the test's, on a free port and in a folder of its own. It hangs on a pipe from this
 * process: when that closes, as it does when this process dies of whatever cause, a shell beside nginx ends it.
 */
final class NginxServer implements AutoCloseable {

    private static final Path PACKAGE = Path.of("target", "nginx");
    private static final Path FINDER = Path.of("..", "scripts", "find-nginx");
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String HANGING_ON_A_PIPE = """
            "$@" & program=$!; cat > /dev/null; kill -TERM $program; wait $program""";

    private final Process process;
    private final int port;

    private NginxServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** The program; empty where there is none and none can be had. */
    static Optional<Path> find() throws IOException, InterruptedException {
        Process finding = new ProcessBuilder("sh", FINDER.toString(), PACKAGE.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(finding.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return finding.waitFor() == 0 ? Optional.of(Path.of(said)) : Optional.empty();
    }

    /** @param site what stands in {@code http {}}, and listens on {@code port} */
    static NginxServer start(Path program, Path folder, int port, String site) throws IOException {
        Files.writeString(folder.resolve("nginx.conf"), around(site));
        String home = folder.toAbsolutePath().toString();
        List<String> command = List.of(
                "sh",
                "-c",
                HANGING_ON_A_PIPE,
                "nginx",
                program.toString(),
                "-p",
                home,
                "-c",
                home + "/nginx.conf",
                "-e",
                home + "/error.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
        NginxServer server = new NginxServer(process, port);
        try {
            await(home)
                    .atMost(SOON)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(server::listens);
            return server;
        } catch (RuntimeException | Error failure) {
            server.close();
            throw failure;
        }
    }

    /** As in Debian, but for where files lie. Only root may say who the workers are, and must. */
    private static String around(String site) {
        String user = "root".equals(System.getProperty("user.name")) ? "user root root;" : "";
        return """
                %s
                daemon off;
                pid nginx.pid;
                error_log error.log warn;
                events { worker_connections 1024; }
                http {
                    sendfile on;
                    tcp_nopush on;
                    gzip on;
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                %s
                }
                """.formatted(user, site);
    }

    private boolean listens() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        }
    }

    URI url() {
        return URI.create("http://localhost:" + port);
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurry) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
