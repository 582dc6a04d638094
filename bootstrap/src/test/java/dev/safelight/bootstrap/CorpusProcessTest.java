package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.bootstrap.demo.UploadClient;
import dev.safelight.bootstrap.demo.UploadClient.Reply;
import dev.safelight.domain.image.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every file of a large labelled collection through the whole program with 512 MB of heap. An extra: the collection is
 * not part of this repository, and the test says when it is absent.
 */
class CorpusProcessTest {

    private static final Path CORPUS = Path.of(System.getProperty("safelight.corpus", "../../shared/photos"));
    private static final int CLIENTS = 6;
    private static final List<String> REFUSALS = List.of("UNSUPPORTED_FORMAT", "FILE_TOO_SMALL", "FILE_TOO_LARGE");

    /** Small files are let in, so that nearly everything comes to be decoded. */
    private static final Map<String, String> SETTINGS = Map.of(
            "SAFELIGHT_RATE_LIMIT", "off",
            "SAFELIGHT_SET_MAXIMUM", "10000",
            "SAFELIGHT_FORMATS", "jpeg,png,webp",
            "SAFELIGHT_LIMIT_MIN_BYTES", "0");

    @TempDir
    private Path folder;

    /** @param kind what the file is by content, as the labels say */
    private record Labelled(Path file, String kind, String features, String expected) {

        boolean isPhotoOfOurs() {
            // Java's own decoder has no arithmetic coding, and no camera makes it: such a file is UNREADABLE.
            return List.of("jpeg", "png", "webp").contains(kind)
                    && expected.startsWith("decodable")
                    && !features.contains("arithmetic");
        }

        boolean isUndecodable() {
            return expected.startsWith("undecodable") || expected.startsWith("reject");
        }
    }

    /** @param code the first one given, if any */
    private record Ended(Labelled photo, String status, String code) {

        boolean isClean() {
            return List.of("ACCEPTED", "REJECTED", "UPLOAD_FAILED", "REFUSED").contains(status);
        }

        boolean wasDecoded() {
            return List.of("ACCEPTED", "REJECTED").contains(status)
                    && !List.of("UNREADABLE", "UNSUPPORTED_FORMAT").contains(code);
        }
    }

    @Test
    void every_photo_gets_a_clean_verdict() throws Exception {
        if (!Files.exists(CORPUS.resolve("manifest.csv"))) {
            System.out.println("The labelled photos are absent (" + CORPUS + "): nothing to try.");
        }
        assumeTrue(Files.exists(CORPUS.resolve("manifest.csv")), "the labelled photos are absent");

        try (RunningApp app = RunningApp.start(folder, SETTINGS)) {
            List<Ended> all = uploadAll(app);
            print(all);
            assertThat(all)
                    .as("neither judged nor refused")
                    .filteredOn(ended -> !ended.isClean())
                    .isEmpty();
            assertThat(all)
                    .as("photos that can be decoded, and were not")
                    .filteredOn(ended -> ended.photo().isPhotoOfOurs() && !ended.wasDecoded())
                    .isEmpty();
            assertThat(all)
                    .as("files that cannot be decoded, and were taken")
                    .filteredOn(ended ->
                            ended.photo().isUndecodable() && ended.code().isEmpty())
                    .isEmpty();
        }
    }

    private static List<Ended> uploadAll(RunningApp app) throws Exception {
        List<Labelled> photos = read();
        List<Callable<List<Ended>>> shares = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int share = i;
            shares.add(() -> uploadShare(app, photos, share));
        }
        List<Ended> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (Future<List<Ended>> done : threads.invokeAll(shares)) {
                all.addAll(done.get());
            }
        }
        return all;
    }

    private static List<Ended> uploadShare(RunningApp app, List<Labelled> photos, int share) throws Exception {
        List<Ended> ended = new ArrayList<>();
        for (int i = share; i < photos.size(); i += CLIENTS) {
            // Each is a stranger's, so that no photo is judged by its likeness to another.
            try (UploadClient client = new UploadClient(app.url())) {
                ended.add(upload(client, photos.get(i)));
            }
        }
        return ended;
    }

    private static Ended upload(UploadClient client, Labelled photo) throws IOException, InterruptedException {
        byte[] bytes = Files.readAllBytes(photo.file());
        Reply signed = client.sign(photo.file().getFileName().toString(), promised(bytes), bytes.length);
        if (signed.status() != 201) {
            assertThat(signed.status()).as("%s: %s", photo, signed.body()).isEqualTo(422);
            assertThat(signed.body().path("code").asText()).isIn(REFUSALS);
            return new Ended(photo, "REFUSED", signed.body().path("code").asText());
        }
        assertThat(client.put(signed.body(), bytes)).as("%s", photo).isLessThan(300);
        String id = signed.body().path("imageId").asText();
        Reply answer = client.complete(id, Duration.ofSeconds(25));
        for (int i = 0; i < 5 && answer.status() == 202; i++) {
            answer = client.complete(id, Duration.ofSeconds(25));
        }
        assertThat(answer.status()).as("%s: %s", photo, answer.body()).isEqualTo(200);
        JsonNode image = client.get("/v1/images/" + id).body();
        List<String> codes = image.path("reasons").findValuesAsText("code");
        String code = codes.isEmpty() ? image.path("fault").path("code").asText() : codes.getFirst();
        return new Ended(photo, image.path("status").asText(), code);
    }

    /** What a browser would say: by content where it is a photo of ours, else by the lie that gets furthest. */
    private static String promised(byte[] bytes) {
        return Format.sniff(Arrays.copyOf(bytes, Math.min(bytes.length, Format.SNIFF_LENGTH)))
                .map(Format::mediaType)
                .orElse("image/jpeg");
    }

    private static List<Labelled> read() throws IOException {
        try (Stream<String> lines = Files.lines(CORPUS.resolve("manifest.csv"))) {
            List<List<String>> rows = lines.map(CorpusProcessTest::fields).toList();
            List<String> names = rows.getFirst();
            return rows.stream()
                    .skip(1)
                    .map(row -> new Labelled(
                            CORPUS.resolve(row.get(names.indexOf("file"))),
                            row.get(names.indexOf("magic")),
                            row.get(names.indexOf("features")),
                            row.get(names.indexOf("expected"))))
                    .toList();
        }
    }

    /** One line of CSV; quotes protect commas. */
    private static List<String> fields(String line) {
        return Arrays.stream(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
                .map(field -> field.replaceAll("^\"|\"$", ""))
                .toList();
    }

    private static void print(List<Ended> all) {
        Map<String, Integer> counts = new TreeMap<>();
        all.forEach(ended -> counts.merge(ended.status() + " " + ended.code(), 1, Integer::sum));
        System.out.println("labelled photos: " + all.size());
        counts.forEach((end, count) -> System.out.printf("  %4d %s%n", count, end));
    }
}
