package dev.safelight.domain.rule;

import static dev.safelight.domain.rule.Rule.atLeast;
import static dev.safelight.domain.rule.Rule.atMost;
import static dev.safelight.domain.rule.Rule.words;

import dev.safelight.domain.image.Format;
import dev.safelight.domain.image.Neighbour;
import dev.safelight.domain.rule.Measurements.Defect;
import dev.safelight.domain.rule.Rule.Comparison;
import dev.safelight.domain.rule.Rule.Finding;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Everything that is asked of a photo, in the order asked. To add a rule: a {@link Code}, and an entry here. */
public final class Rules {

    private static final List<Rule> IN_ORDER = List.of(
            words(
                    Code.UNSUPPORTED_FORMAT,
                    Comparison.ONE_OF,
                    limits -> Optional.of(welcome(limits)),
                    Rules::unsupportedFormat,
                    "This kind of file can't be used",
                    "Please upload a photo in one of the listed formats."),
            words(
                    Code.UNREADABLE,
                    Comparison.NONE,
                    limits -> Optional.empty(),
                    Rules::unreadable,
                    "The photo can't be opened",
                    "The file seems damaged. Please export or take the photo again."),
            words(
                    Code.FORMAT_MISMATCH,
                    Comparison.NONE,
                    limits -> Optional.empty(),
                    Rules::formatMismatch,
                    "The file is not what its name says",
                    "We went by its content; nothing to do."),
            atLeast(
                    Code.FILE_TOO_SMALL,
                    "bytes",
                    evidence -> Optional.of((double) evidence.measured().bytes()),
                    Limits::minBytes,
                    "The file is too small",
                    "Please use the original photo, not a preview or a screenshot of it."),
            atMost(
                    Code.FILE_TOO_LARGE,
                    "bytes",
                    evidence -> Optional.of((double) evidence.measured().bytes()),
                    Limits::maxBytes,
                    "The file is too large",
                    "Please export the photo as a JPEG or choose a smaller one."),
            atLeast(
                    Code.RESOLUTION_TOO_LOW,
                    "px",
                    evidence -> evidence.measured().size().map(size -> (double) size.shorterSide()),
                    Limits::minShorterSide,
                    "The photo has too few pixels",
                    "Please use the original in full size; photos sent through chat apps are often shrunk."),
            atMost(
                    Code.RESOLUTION_TOO_HIGH,
                    "megapixels",
                    evidence -> evidence.measured().size().map(PixelSize::megapixels),
                    Limits::maxMegapixels,
                    "The photo has too many pixels",
                    "Please export the photo in a smaller size."),
            atLeast(
                    Code.TOO_BLURRY,
                    "of 100",
                    evidence -> evidence.pixels().flatMap(Measurements.Pixels::sharpness),
                    Limits::minSharpness,
                    "The photo is blurry",
                    "Hold the camera still, tap the face to focus, and wipe the lens."),
            atLeast(
                    Code.TOO_DARK,
                    "%",
                    evidence ->
                            evidence.pixels().map(pixels -> pixels.exposure().highlights()),
                    Limits::minBrightness,
                    "The photo is too dark",
                    "Turn towards a window or a lamp and take it again."),
            atMost(
                    Code.TOO_BRIGHT,
                    "%",
                    evidence ->
                            evidence.pixels().map(pixels -> pixels.exposure().shadows()),
                    Limits::maxBrightness,
                    "The photo is too bright",
                    "Turn away from the strong light, or switch off the flash, and take it again."),
            words(
                    Code.DUPLICATE,
                    Comparison.NONE,
                    limits -> Optional.empty(),
                    (evidence, limits) -> evidence.nearest()
                            .filter(Neighbour::identical)
                            .map(other -> Finding.of(Figure.of("identical")).like(other.id())),
                    "You have already added this photo",
                    "Please choose another one."),
            new Rule(
                    Code.TOO_SIMILAR,
                    "%",
                    Comparison.AT_MOST,
                    limits -> Optional.of(Figure.of(limits.maxSimilarity())),
                    Rules::tooSimilar,
                    "Too similar to another photo of yours",
                    "Please choose one with another pose, place or day."));

    private Rules() {}

    public static List<Rule> inOrder() {
        return IN_ORDER;
    }

    public static Rule of(Code code) {
        return IN_ORDER.stream().filter(rule -> rule.code() == code).findFirst().orElseThrow();
    }

    /** Also for a welcome format in a variant that we do not decode: that is not damage. */
    private static Optional<Finding> unsupportedFormat(Evidence evidence, Limits limits) {
        Optional<Format> format = evidence.measured().format();
        boolean welcome = format.filter(limits.formats()::contains).isPresent();
        Optional<Defect> variant = evidence.measured().defect().filter(Rules::isAboutTheVariant);
        if (welcome && variant.isEmpty()) {
            return Optional.empty();
        }
        String name = format.map(Format::name).orElse("unknown");
        String found = variant.map(rare -> name + ", " + rare.inWords()).orElse(name);
        return Optional.of(Finding.of(Figure.of(found), welcome(limits)));
    }

    private static Optional<Finding> unreadable(Evidence evidence, Limits limits) {
        return evidence.measured()
                .defect()
                .filter(defect -> !isAboutTheVariant(defect))
                .map(defect -> Finding.of(Figure.of(defect.inWords())));
    }

    private static boolean isAboutTheVariant(Defect defect) {
        return defect == Defect.UNSUPPORTED_VARIANT;
    }

    private static Optional<Finding> formatMismatch(Evidence evidence, Limits limits) {
        Format promised = evidence.measured().promised();
        return evidence.measured()
                .format()
                .filter(format -> format != promised)
                .map(format -> Finding.of(Figure.of(format.name()), Figure.of(promised.name())));
    }

    /** An identical file is refused as that; to call it similar as well would be noise. */
    private static Optional<Finding> tooSimilar(Evidence evidence, Limits limits) {
        return evidence.nearest()
                .filter(other -> !other.identical())
                .filter(other -> similarity(other) > limits.maxSimilarity())
                .map(other -> Finding.of(Figure.of(similarity(other)), Figure.of(limits.maxSimilarity()))
                        .like(other.id()));
    }

    private static double similarity(Neighbour other) {
        return 100.0 * (Fingerprint.BITS - other.distance()) / Fingerprint.BITS;
    }

    private static Figure welcome(Limits limits) {
        return Figure.of(
                new TreeSet<>(limits.formats()).stream().map(Format::name).collect(Collectors.joining(", ")));
    }
}
