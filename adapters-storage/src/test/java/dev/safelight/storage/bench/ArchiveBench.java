package dev.safelight.storage.bench;

import dev.safelight.application.store.ObjectStore;
import dev.safelight.domain.download.DownloadKeys;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.storage.bench.ClientProcess.Figures;
import dev.safelight.storage.s3.S3ProxyServer;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import java.util.zip.ZipFile;

/**
 * An archive of photos from a store into the same store: ours, and Node's archiver with the AWS SDK; and a plain copy of the
 * same bytes by each. Each is a process of its own that does it again and again. The rounds go through all of them in turn,
 * beginning with another each time; the first ones are for warming up and do not count.
 */
final class ArchiveBench {

    /** Something written, to be looked at and to be taken away. */
    private interface Written {
        InputStream open() throws IOException;

        void remove() throws IOException;
    }

    /** One way to do it. */
    private record Contender(
            String name, String order, String target, Written written, ClientProcess process, List<Figures> figures) {

        Contender(String name, String order, String target, Written written, ClientProcess process) {
            this(name, order, target, written, process, new ArrayList<>());
        }

        double median(ToDoubleFunction<Figures> figure) {
            double[] sorted = figures.stream().mapToDouble(figure).sorted().toArray();
            int middle = sorted.length / 2;
            return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }
    }

    private static final String BUCKET = "photos";
    private static final String KEY = DownloadKeys.archive(new UUID(1, 1), new UUID(2, 2));
    private static final int WARM_UPS = 4;
    private static final double MEGABYTE = 1e6;

    private final Path folder;
    private final String script;
    private final int count;
    private final int size;
    private final int rounds;
    private final PrintStream out;

    private ArchiveBench(Path folder, String script, int count, int size, int rounds, PrintStream out) {
        this.folder = folder;
        this.script = script;
        this.count = count;
        this.size = size;
        this.rounds = rounds;
        this.out = out;
    }

    private static ClientProcess java(String heap, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                heap,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ClientProcess(command);
    }

    private ClientProcess node(String endpoint, Path list) throws IOException {
        return new ClientProcess(List.of(
                "node", script, endpoint, BUCKET, S3ProxyServer.ACCESS_KEY, S3ProxyServer.SECRET_KEY, list.toString()));
    }

    /** @param kind of server: {@code proxy} or {@code idle} */
    private void onS3(String kind, String name) throws Exception {
        Path objects = Files.createDirectories(folder.resolve(kind));
        try (ClientProcess server = java("-Xmx1g", BenchServer.class, kind, objects.toString())) {
            String endpoint = server.answer();
            makeBucket(endpoint);
            ObjectStore store = SafelightSide.bucket(endpoint, BUCKET);
            Path list = folder.resolve(kind + ".list");
            BenchPhotos.list(BenchPhotos.put(store, count, size), StoredObject::key, list);
            String[] ours = {"s3", endpoint, BUCKET, list.toString()};
            Written written = in(store);
            try (ClientProcess safelight = java("-Xmx256m", SafelightSide.class, ours);
                    ClientProcess archiver = node(endpoint, list);
                    ClientProcess unhashed = node(endpoint, list);
                    ClientProcess copying = java("-Xmx256m", SafelightSide.class, ours);
                    ClientProcess nodeCopying = node(endpoint, list)) {
                compete(List.of(
                        new Contender(name + ": Safelight", "archive", KEY, written, safelight),
                        new Contender(name + ": archiver, AWS SDK", "archive", KEY, written, archiver),
                        new Contender(name + ": the same without hashes", "unhashed", KEY, written, unhashed),
                        new Contender(name + ": plain copy by our client", "copy", KEY, written, copying),
                        new Contender(name + ": plain copy by the AWS SDK", "copy", KEY, written, nodeCopying)));
            }
        }
    }

    private static void makeBucket(String endpoint) throws Exception {
        try (MinioAsyncClient client = MinioAsyncClient.builder()
                .endpoint(endpoint)
                .region(S3ProxyServer.REGION)
                .credentials(S3ProxyServer.ACCESS_KEY, S3ProxyServer.SECRET_KEY)
                .build()) {
            client.makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build()).join();
        }
    }

    private static Written in(ObjectStore store) {
        return new Written() {
            @Override
            public InputStream open() {
                return store.read(store.look(KEY).orElseThrow(), 0, Long.MAX_VALUE);
            }

            @Override
            public void remove() {
                store.delete(List.of(KEY));
            }
        };
    }

    private void onFolder() throws Exception {
        Path root = folder.resolve("folder");
        Path file = folder.resolve("archiver.zip");
        ObjectStore store = SafelightSide.folder(root);
        Path list = folder.resolve("folder.list");
        BenchPhotos.list(
                BenchPhotos.put(store, count, size),
                photo -> BenchPhotos.fileOf(root, photo).toString(),
                list);
        try (ClientProcess safelight =
                        java("-Xmx256m", SafelightSide.class, "folder", root.toString(), list.toString());
                ClientProcess archiver = node("http://localhost", list)) {
            compete(List.of(
                    new Contender("folder: Safelight", "archive", KEY, in(store), safelight),
                    new Contender("folder: archiver, fs", "folder", file.toString(), at(file), archiver)));
        }
    }

    private static Written at(Path file) {
        return new Written() {
            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }

            @Override
            public void remove() throws IOException {
                Files.delete(file);
            }
        };
    }

    private void compete(List<Contender> contenders) throws IOException {
        for (int round = 0; round < WARM_UPS + rounds; round++) {
            for (int turn = 0; turn < contenders.size(); turn++) {
                Contender contender = contenders.get((round + turn) % contenders.size());
                Figures figures =
                        contender.process().order(contender.order(), count, contender.target(), (long) count * size);
                if (round == 0 && !contender.order().equals("copy")) {
                    check(contender.written());
                }
                contender.written().remove();
                if (round >= WARM_UPS) {
                    contender.figures().add(figures);
                }
            }
        }
        contenders.forEach(contender -> print(contender, contenders.getFirst()));
    }

    /** Whether it is an archive with all of the photos and a manifest. */
    private void check(Written written) throws IOException {
        Path copy = folder.resolve("check.zip");
        try (InputStream bytes = written.open()) {
            Files.copy(bytes, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        try (ZipFile zip = new ZipFile(copy.toFile())) {
            long photos = zip.stream().filter(entry -> entry.getSize() >= size).count();
            if (zip.size() != count + 1 || photos != count) {
                throw new IOException("an archive of " + zip.size() + " files, " + photos + " of them photos");
            }
        }
        Files.delete(copy);
    }

    private void print(Contender contender, Contender ours) {
        double seconds = contender.median(Figures::seconds);
        double cpu = contender.median(Figures::cpu);
        out.println(String.format(
                Locale.ROOT,
                "| %s | %.2f | %.0f | %.2f | %.0f | %.2f | %.2f | %.2f … %.2f |",
                contender.name(),
                seconds,
                (double) count * size / MEGABYTE / seconds,
                cpu,
                contender.median(Figures::peak),
                seconds / ours.median(Figures::seconds),
                cpu / ours.median(Figures::cpu),
                contender.figures().stream().mapToDouble(Figures::seconds).min().orElseThrow(),
                contender.figures().stream().mapToDouble(Figures::seconds).max().orElseThrow()));
    }

    /** @param args an empty folder, {@code archiver.js}, photos, kilobytes of each, rounds; perhaps idle, proxy or folder alone */
    public static void main(String[] args) throws Exception {
        ArchiveBench bench = new ArchiveBench(
                Path.of(args[0]),
                args[1],
                Integer.parseInt(args[2]),
                Integer.parseInt(args[3]) * 1000,
                Integer.parseInt(args[4]),
                System.out);
        String only = args.length > 5 ? args[5] : "";
        bench.out.println("| | s | MB/s | client's CPU, s | peak RSS, MB | time: × ours | CPU: × ours"
                + " | fastest … slowest, s |");
        bench.out.println("|---|---:|---:|---:|---:|---:|---:|---:|");
        if ("idle".contains(only)) {
            bench.onS3("idle", "S3 that costs nothing");
        }
        if ("proxy".contains(only)) {
            bench.onS3("proxy", "S3Proxy");
        }
        if ("folder".contains(only)) {
            bench.onFolder();
        }
        System.exit(0);
    }
}
