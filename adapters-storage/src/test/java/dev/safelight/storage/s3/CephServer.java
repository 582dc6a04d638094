package dev.safelight.storage.s3;

import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A whole Ceph cluster in one folder, as small as can be: a monitor, one store of objects in memory, and RADOS Gateway,
 * which speaks S3. On free ports of this machine, ready in about 12 s. {@code scripts/install-test-servers} installs the programs.
 *
 * <p>Each of them hangs on a pipe from this process: when it closes, as it does when this process dies of whatever cause,
 * a shell beside the program kills it.
 */
public final class CephServer implements AutoCloseable {

    /** The name of the gateway's zone group is its region. */
    public static final String REGION = "default";

    public static final String ACCESS_KEY = "access";
    public static final String SECRET_KEY = "secret-of-the-test-cluster";

    private static final AtomicInteger BUCKETS = new AtomicInteger();
    private static final int PATIENCE_SECONDS = 120;
    private static final String HANGING_ON_A_PIPE = """
            "$@" & program=$!; cat > /dev/null; kill -KILL $program""";

    private final Path folder;
    private final List<Process> running = new ArrayList<>();
    private final int port;
    private final MinioAsyncClient client;

    private CephServer(Path folder) throws IOException {
        this.folder = folder;
        int monitorPort = freePort();
        this.port = freePort();
        this.client = MinioAsyncClient.builder()
                .endpoint(endpoint().toString())
                .region(REGION)
                .credentials(ACCESS_KEY, SECRET_KEY)
                .build();
        Files.writeString(folder.resolve("ceph.conf"), configuration(monitorPort));
    }

    /** @param folder with a short path: sockets lie in it */
    public static CephServer start(Path folder) throws Exception {
        CephServer server = new CephServer(folder.toAbsolutePath());
        try {
            server.startMonitor();
            server.startStore();
            server.startGateway();
            return server;
        } catch (Exception | Error failed) {
            server.close();
            throw failed;
        }
    }

    /** No second protocol, because half of the programs would try it first and fail; and signed messages throughout. */
    private String configuration(int monitorPort) {
        return """
                [global]
                fsid = %1$s
                mon host = v1:127.0.0.1:%2$d
                public network = 127.0.0.0/8
                cluster network = 127.0.0.0/8
                ms bind msgr2 = false
                auth cluster required = cephx
                auth service required = cephx
                auth client required = cephx
                keyring = %3$s/keyring
                run dir = %3$s
                admin socket =
                log file = %3$s/$name.log
                mon data = %3$s/mon
                mon allow pool size one = true
                osd data = %3$s/osd
                osd objectstore = memstore
                memstore device bytes = 4294967296
                osd pool default size = 1
                osd pool default min size = 1
                osd pool default pg num = 1
                osd pool default pgp num = 1
                osd pool default pg autoscale mode = off
                osd crush chooseleaf type = 0
                rgw dns name = localhost
                """.formatted(UUID.randomUUID(), monitorPort, folder);
    }

    private void startMonitor() throws Exception {
        Files.createDirectories(folder.resolve("mon"));
        Files.createDirectories(folder.resolve("osd"));
        run("ceph-authtool", "--create-keyring", "keyring", "--gen-key", "-n", "mon.", "--cap", "mon", "allow *");
        makeKey("client.admin", "mon", "allow *", "osd", "allow *");
        makeKey("osd.0", "mon", "allow profile osd", "osd", "allow *");
        String address = setting("mon host");
        run("monmaptool", "--create", "--addv", "a", "[" + address + "]", "--fsid", setting("fsid"), "monmap");
        run("ceph-mon", "-c", "ceph.conf", "--mkfs", "-i", "a", "--monmap", "monmap", "--keyring", "keyring");
        begin("ceph-mon", "-c", "ceph.conf", "-i", "a", "-f");
    }

    private void makeKey(String name, String... rights) throws Exception {
        List<String> command = new ArrayList<>(List.of("ceph-authtool", "keyring", "--gen-key", "-n", name));
        for (int i = 0; i < rights.length; i += 2) {
            command.addAll(List.of("--cap", rights[i], rights[i + 1]));
        }
        run(command.toArray(String[]::new));
    }

    /** The store must have the very id under which the monitor knows it, or it is never let in. */
    private void startStore() throws Exception {
        String id = UUID.randomUUID().toString();
        run("ceph", "-c", "ceph.conf", "--connect-timeout", "60", "osd", "new", id);
        run("ceph-osd", "-c", "ceph.conf", "-i", "0", "--mkfs", "--osd-uuid", id, "--keyring", "keyring");
        begin("ceph-osd", "-c", "ceph.conf", "-i", "0", "-f");
    }

    private void startGateway() throws Exception {
        String frontend = "beast endpoint=127.0.0.1:" + port;
        Process gateway = begin("radosgw", "-c", "ceph.conf", "-n", "client.admin", "-f", "--rgw-frontends", frontend);
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!listens()) {
            if (gateway.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > patience) {
                throw new IllegalStateException("the gateway does not start: " + output());
            }
        }
        run(
                "radosgw-admin",
                "-c",
                "ceph.conf",
                "user",
                "create",
                "--uid=test",
                "--display-name=test",
                "--max-buckets=0",
                "--access-key=" + ACCESS_KEY,
                "--secret-key=" + SECRET_KEY);
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private Process begin(String... command) throws IOException {
        List<String> hanging = new ArrayList<>(List.of("sh", "-c", HANGING_ON_A_PIPE, "sh"));
        hanging.addAll(List.of(command));
        Process process = new ProcessBuilder(hanging)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(command[0] + ".out").toFile())
                .start();
        running.add(process);
        return process;
    }

    private void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(command[0] + ".out").toFile())
                .start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!ended || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(String.join(" ", command) + " failed: " + output());
        }
    }

    private String setting(String name) throws IOException {
        return Files.readAllLines(folder.resolve("ceph.conf")).stream()
                .filter(line -> line.startsWith(name + " = "))
                .map(line -> line.substring(name.length() + 3))
                .findFirst()
                .orElseThrow();
    }

    private String output() {
        StringBuilder all = new StringBuilder();
        try (var files = Files.newDirectoryStream(folder, "*.out")) {
            for (Path file : files) {
                all.append("\n")
                        .append(file.getFileName())
                        .append(":\n")
                        .append(Files.readString(file).lines().limit(20).toList());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return all.toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    public URI endpoint() {
        return URI.create("http://localhost:" + port);
    }

    /** Talks to this server with all rights. */
    MinioAsyncClient client() {
        return client;
    }

    /** Settings that name this server and a bucket that may not be there. */
    public S3Settings settings(String bucket) {
        return new S3Settings(endpoint(), endpoint(), REGION, bucket, ACCESS_KEY, SECRET_KEY, true);
    }

    /** Settings for a fresh, empty bucket. */
    public S3Settings newBucket() {
        String bucket = "photos-" + BUCKETS.incrementAndGet();
        client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build()).join();
        return settings(bucket);
    }

    /** Kills everything, which is how a store in memory likes to be stopped. May be called twice. */
    @Override
    public void close() {
        try {
            client.close();
            for (Process process : running.reversed()) {
                process.getOutputStream().close();
                process.waitFor();
            }
        } catch (Exception failed) {
            throw new IllegalStateException("the Ceph cluster does not stop", failed);
        }
    }
}
