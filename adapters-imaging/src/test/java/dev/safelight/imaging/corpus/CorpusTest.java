package dev.safelight.imaging.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.safelight.application.inspect.PhotoInspector.Inspection;
import dev.safelight.application.inspect.PhotoInspector.Pictures;
import dev.safelight.domain.rule.Fingerprint;
import dev.safelight.domain.rule.Limits;
import dev.safelight.domain.rule.Measurements.Defect;
import dev.safelight.domain.rule.Measurements.Pixels;
import dev.safelight.imaging.Inspecting;
import dev.safelight.imaging.ThumbnailComparer;
import dev.safelight.imaging.corpus.Corpus.Labelled;
import dev.safelight.imaging.corpus.Corpus.Pair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A longer test on a thousand real and hostile files, where they are at hand. Prints how well the default limits fit the
 * labels.
 */
class CorpusTest {

    private static final Set<String> DECODED =
            Set.of("jpeg", "png", "webp", "isobmff:heic", "isobmff:heis", "isobmff:mif1", "isobmff:msf1");
    private static final Limits LIMITS = Limits.defaults();

    /** What a thousand normalized pictures are replaced with, to save memory. */
    private static final byte[] NO_BYTES = {};

    private static final Map<String, Inspection> SEEN = new HashMap<>();
    private static List<Labelled> files = List.of();
    private static List<Pair> pairs = List.of();
    private static List<Pair> others = List.of();

    @BeforeAll
    static void inspectAll() {
        Optional<Corpus> found = Corpus.find();
        if (found.isEmpty()) {
            System.out.println(
                    "ABSENT: the labelled photos (../shared/photos). CorpusTest is skipped; nothing else is.");
        }
        assumeTrue(found.isPresent(), "the labelled photos (../shared/photos) are absent");
        Corpus corpus = found.orElseThrow();
        files = corpus.files();
        pairs = corpus.pairs();
        others = corpus.others();
        for (Labelled file : files) {
            Inspection seen = Inspecting.inspect(corpus.read(file.file()));
            SEEN.put(
                    file.file(),
                    new Inspection(
                            seen.measurements(),
                            seen.pictures().map(made -> new Pictures(NO_BYTES, made.thumbnail()))));
        }
    }

    @Test
    void what_all_decoders_read_is_read_and_what_none_reads_is_refused() {
        List<String> wrong = new ArrayList<>();
        for (Labelled file : files) {
            Inspection seen = Objects.requireNonNull(SEEN.get(file.file()), file.file());
            boolean ours = DECODED.contains(file.magic());
            if (ours && file.expected().startsWith("decodable") && !isRead(file, seen)) {
                wrong.add(file.file() + " is decodable: " + seen.measurements().defect());
            }
            if (file.expected().startsWith("undecodable") && seen.pictures().isPresent()) {
                wrong.add(file.file() + " is undecodable, and was read");
            }
            if (!ours && seen.pictures().isPresent()) {
                wrong.add(file.file() + " is no format that we decode, and was read");
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Arithmetic coding is called by its name: a rare variant, not a damaged file. */
    private static boolean isRead(Labelled file, Inspection seen) {
        return seen.pictures().isPresent()
                || (file.features().contains("arithmetic")
                        && seen.measurements().defect().equals(Optional.of(Defect.UNSUPPORTED_VARIANT)));
    }

    @Test
    void no_sharp_photo_is_refused_and_few_blurred_ones_are_accepted() {
        List<Double> sharp = sharpness("sharp");
        List<Double> blurred = sharpness("blurred");
        long refused = sharp.stream().filter(s -> s < LIMITS.minSharpness()).count();
        long accepted = blurred.stream().filter(s -> s >= LIMITS.minSharpness()).count();

        System.out.printf(
                "Sharpness: %d sharp from %s to %s, %d blurred from %s to %s; AUC %.4f; at limit %s: %d false rejects, %d false accepts%n",
                sharp.size(),
                sharp.getFirst(),
                sharp.getLast(),
                blurred.size(),
                blurred.getFirst(),
                blurred.getLast(),
                areaUnderCurve(sharp, blurred),
                LIMITS.minSharpness(),
                refused,
                accepted);
        assertThat(refused).isZero();
        assertThat(accepted).isLessThanOrEqualTo(3);
        assertThat(areaUnderCurve(sharp, blurred)).isGreaterThan(0.99);
    }

    @Test
    void exposure_limits_refuse_only_what_hardly_shows() {
        List<Pixels> all =
                files.stream().flatMap(file -> pixels(file.file()).stream()).toList();
        long dark = all.stream()
                .filter(p -> p.exposure().highlights() < LIMITS.minBrightness())
                .count();
        long bright = all.stream()
                .filter(p -> p.exposure().shadows() > LIMITS.maxBrightness())
                .count();

        System.out.printf("Exposure: of %d, %d too dark and %d too bright%n", all.size(), dark, bright);
        assertThat(dark + bright).isLessThan(all.size() / 10);
    }

    @Test
    void near_duplicates_are_alike_and_other_photos_are_not() {
        Map<String, List<Integer>> distances = new HashMap<>();
        for (Pair pair : pairs) {
            Optional<Fingerprint> one = pixels(pair.reference()).map(Pixels::fingerprint);
            Optional<Fingerprint> other = pixels(pair.other()).map(Pixels::fingerprint);
            if (one.isPresent() && other.isPresent()) {
                distances
                        .computeIfAbsent(pair.relation(), _ -> new ArrayList<>())
                        .add(one.get().distanceEveryWay(other.get()));
            }
        }
        distances.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> System.out.println("Fingerprints " + e.getKey() + ": "
                        + e.getValue().stream().sorted().toList()));
        assertThat(unrelated().stream().sorted().findFirst().orElseThrow()).isGreaterThan(60);
    }

    @Test
    void nearly_all_copies_are_found_and_no_other_photo_of_the_composition_is_taken_for_one() {
        List<Pair> near = pairs.stream()
                .filter(pair -> pair.relation().startsWith("near"))
                .filter(pair -> pixels(pair.reference()).isPresent()
                        && pixels(pair.other()).isPresent()) // one is a GIF, which is refused as that
                .toList();
        long found = near.stream().filter(CorpusTest::isCalledCopy).count();
        List<Pair> distinct = pairs.stream()
                .filter(pair -> pair.relation().startsWith("distinct"))
                .toList();

        System.out.printf("Likeness: %d of %d near ones found%n", found, near.size());
        assertThat(found).isGreaterThanOrEqualTo(Math.ceilDiv(near.size() * 97, 100));
        assertThat(distinct).noneMatch(CorpusTest::isCalledCopy);
        assertThat(others).hasSizeGreaterThan(60).noneMatch(CorpusTest::isCalledCopy);
    }

    /** As the product decides: alike by their fingerprints, and by a second look. */
    private static boolean isCalledCopy(Pair pair) {
        Optional<Fingerprint> one = pixels(pair.reference()).map(Pixels::fingerprint);
        Optional<Fingerprint> other = pixels(pair.other()).map(Pixels::fingerprint);
        double most = Fingerprint.BITS * (1 - LIMITS.maxSimilarity() / 100);
        return one.flatMap(mine -> other.map(mine::distanceEveryWay))
                        .filter(distance -> distance < most)
                        .isPresent()
                && !new ThumbnailComparer().areTwo(thumbnail(pair.reference()), thumbnail(pair.other()));
    }

    private static byte[] thumbnail(String file) {
        return Objects.requireNonNull(SEEN.get(file)).pictures().orElseThrow().thumbnail();
    }

    /** Distances of photos from sources that have nothing to do with each other. */
    private static List<Integer> unrelated() {
        List<Fingerprint> scenes = fingerprints("scenes/");
        List<Fingerprint> faces = fingerprints("faces/");
        List<Integer> distances = new ArrayList<>();
        for (Fingerprint scene : scenes) {
            for (Fingerprint face : faces) {
                distances.add(scene.distanceEveryWay(face));
            }
        }
        distances.sort(Comparator.naturalOrder());
        System.out.printf(
                "Fingerprints of %d unrelated pairs: least %d, first in a hundred %d%n",
                distances.size(), distances.getFirst(), distances.get(distances.size() / 100));
        return distances;
    }

    private static List<Fingerprint> fingerprints(String folder) {
        return files.stream()
                .filter(file -> file.file().startsWith(folder))
                .flatMap(file -> pixels(file.file()).stream())
                .map(Pixels::fingerprint)
                .toList();
    }

    private static List<Double> sharpness(String label) {
        return files.stream()
                .filter(file -> file.blur().equals(label))
                .flatMap(file -> pixels(file.file()).stream())
                .flatMap(pixels -> pixels.sharpness().stream())
                .sorted()
                .toList();
    }

    private static Optional<Pixels> pixels(String file) {
        return Optional.ofNullable(SEEN.get(file))
                .flatMap(seen -> seen.measurements().pixels());
    }

    private static double areaUnderCurve(List<Double> above, List<Double> below) {
        double won = 0;
        for (double high : above) {
            for (double low : below) {
                won += high > low ? 1 : high == low ? 0.5 : 0;
            }
        }
        return won / above.size() / below.size();
    }
}
