package dev.safelight.imaging.bench;

import dev.safelight.application.inspect.PhotoInspector;
import dev.safelight.application.inspect.PhotoInspector.Inspection;
import dev.safelight.domain.image.Format;
import dev.safelight.imaging.ImagingConfig;
import dev.safelight.imaging.PlanarPhotoInspector;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The same photos through Safelight and through sharp, in one run: one round of ours, one of theirs, the first to go changing
 * each time; the first rounds are for warming up and do not count. What is measured is the CPU time of the whole process, with
 * what compilers and collectors take of it.
 */
final class ImagingBench {

    private static final int WARM_UPS = 12;

    /** What is compared: with our face stage, which they have none of, and without. */
    private final PhotoInspector withFaces;

    private final PhotoInspector withoutFaces;
    private final int side;
    private final BufferedWriter jobs;
    private final BufferedReader answers;

    private ImagingBench(Process peer, int side) {
        InstantSource clock = InstantSource.system();
        ImagingConfig config = ImagingConfig.defaults().normalizedTo(side);
        this.withFaces = new PlanarPhotoInspector(config, clock);
        this.withoutFaces = new PlanarPhotoInspector(config.withoutFaces(), clock);
        this.side = side;
        this.jobs = peer.outputWriter();
        this.answers = peer.inputReader();
    }

    public static void main(String[] arguments) throws Exception {
        int side = Integer.parseInt(arguments[2]);
        int rounds = Integer.parseInt(arguments[3]);
        Process peer = new ProcessBuilder("node", arguments[0])
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            new ImagingBench(peer, side).run(photos(Path.of(arguments[1])), rounds);
        } finally {
            peer.destroy();
        }
    }

    private static List<Path> photos(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.toString().contains("megapixels"))
                    .sorted()
                    .toList();
        }
    }

    private void run(List<Path> photos, int rounds) throws Exception {
        System.out.println("| CPU ms a photo, median, normalized to " + side
                + " px | Safelight | and faces | sharp | ratio | ratio with faces |" + " normalized: ours, theirs |");
        System.out.println("|---|---:|---:|---:|---:|---:|---:|");
        for (Path photo : photos) {
            compare(photo, rounds);
        }
    }

    private void compare(Path photo, int rounds) throws Exception {
        byte[] bytes = Files.readAllBytes(photo);
        double[][] measured = new double[3][rounds];
        long theirs = 0;
        for (int round = -WARM_UPS; round < rounds; round++) {
            boolean weBegin = round % 2 == 0;
            double[] peer = weBegin ? new double[2] : ask(photo);
            double without = inspect(withoutFaces, bytes);
            double with = inspect(withFaces, bytes);
            peer = weBegin ? ask(photo) : peer;
            if (round >= 0) {
                measured[0][round] = without;
                measured[1][round] = with;
                measured[2][round] = peer[0];
                theirs = (long) peer[1];
            }
        }
        Inspection seen = withFaces.inspect(bytes, Format.JPEG);
        long ours = seen.pictures().orElseThrow().normalized().length;
        print(photo, measured, ours, theirs);
    }

    private static double inspect(PhotoInspector inspector, byte[] bytes) throws InterruptedException {
        long before = ProcessTime.nanos();
        Inspection seen = inspector.inspect(bytes, Format.JPEG);
        double spent = (ProcessTime.nanos() - before) / 1e6;
        if (seen.pictures().isEmpty()) {
            throw new IllegalStateException("not read: " + seen.measurements());
        }
        return spent;
    }

    /** Milliseconds, and the bytes of their normalized picture. */
    private double[] ask(Path photo) throws IOException {
        jobs.write("{\"file\": \"" + photo.toAbsolutePath() + "\", \"side\": " + side + "}\n");
        jobs.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("sharp ended");
        }
        return Arrays.stream(answer.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .limit(2)
                .toArray();
    }

    private static void print(Path photo, double[][] measured, long ours, long theirs) {
        double without = median(measured[0]);
        double with = median(measured[1]);
        double peer = median(measured[2]);
        System.out.println(String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f | **%.2f** | **%.2f** | %d KB, %d KB |",
                photo.getFileName(),
                without,
                with,
                peer,
                without / peer,
                with / peer,
                ours / 1024,
                theirs / 1024));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
