package dev.safelight.storage.bench;

import dev.safelight.storage.s3.S3ProxyServer;
import java.io.IOException;
import java.nio.file.Path;

/** An S3 server for the benchmark, in a process of its own so that its work is not counted as anybody's. */
final class BenchServer {

    private BenchServer() {}

    /** @param args {@code proxy} or {@code idle}, and the folder; prints its address and stops when nobody is there */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        if (args[0].equals("idle")) {
            try (IdleS3Server server = new IdleS3Server(folder)) {
                announce(server.endpoint());
            }
        } else {
            try (S3ProxyServer server = S3ProxyServer.start(folder)) {
                announce(server.endpoint());
            }
        }
        System.exit(0);
    }

    private static void announce(Object endpoint) throws IOException {
        System.out.println(endpoint);
        while (System.in.read() >= 0) {}
    }
}
