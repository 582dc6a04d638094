package dev.safelight.domain.rule;

import static dev.safelight.domain.rule.Rule.atLeast;
import static dev.safelight.domain.rule.Rule.atMost;
import static dev.safelight.domain.rule.Rule.words;

import dev.safelight.domain.image.Format;
import dev.safelight.domain.rule.Measurements.Defect;
import dev.safelight.domain.rule.Rule.Comparison;
import dev.safelight.domain.rule.Rule.Finding;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is asked of the file, whatever it shows. */
final class FileRules {

    static final Rule UNSUPPORTED_FORMAT = words(
            Code.UNSUPPORTED_FORMAT,
            Comparison.ONE_OF,
            limits -> Optional.of(welcome(limits)),
            FileRules::unsupportedFormat,
            "This kind of file can't be used",
            "Please upload a photo in one of the listed formats.");

    static final Rule UNREADABLE = words(
            Code.UNREADABLE,
            Comparison.NONE,
            limits -> Optional.empty(),
            FileRules::unreadable,
            "The photo can't be opened",
            "The file seems damaged. Please export or take the photo again.");

    static final Rule FORMAT_MISMATCH = words(
            Code.FORMAT_MISMATCH,
            Comparison.NONE,
            limits -> Optional.empty(),
            FileRules::formatMismatch,
            "The file is not what its name says",
            "We went by its content; nothing to do.");

    static final Rule FILE_TOO_SMALL = atLeast(
            Code.FILE_TOO_SMALL,
            "bytes",
            evidence -> Optional.of((double) evidence.measured().bytes()),
            Limits::minBytes,
            "The file is too small",
            "Please use the original photo, not a preview or a screenshot of it.");

    static final Rule FILE_TOO_LARGE = atMost(
            Code.FILE_TOO_LARGE,
            "bytes",
            evidence -> Optional.of((double) evidence.measured().bytes()),
            Limits::maxBytes,
            "The file is too large",
            "Please export the photo as a JPEG or choose a smaller one.");

    static final Rule RESOLUTION_TOO_LOW = atLeast(
            Code.RESOLUTION_TOO_LOW,
            "px",
            evidence -> evidence.measured().size().map(size -> (double) size.shorterSide()),
            Limits::minShorterSide,
            "The photo has too few pixels",
            "Please use the original in full size; photos sent through chat apps are often shrunk.");

    static final Rule RESOLUTION_TOO_HIGH = atMost(
            Code.RESOLUTION_TOO_HIGH,
            "megapixels",
            evidence -> evidence.measured().size().map(PixelSize::megapixels),
            Limits::maxMegapixels,
            "The photo has too many pixels",
            "Please export the photo in a smaller size.");

    private FileRules() {}

    /** Also for a welcome format in a variant that we do not decode: that is not damage. */
    private static Optional<Finding> unsupportedFormat(Evidence evidence, Limits limits) {
        Measurements measured = evidence.measured();
        boolean welcome = measured.format().filter(limits.formats()::contains).isPresent();
        Optional<Defect> variant = measured.defect().filter(FileRules::isAboutTheVariant);
        if (welcome && variant.isEmpty() && !isUnseen(measured)) {
            return Optional.empty();
        }
        String name = measured.format().map(Format::name).orElse("unknown");
        String found = variant.map(rare -> name + ", " + rare.inWords()).orElse(name);
        return Optional.of(Finding.of(Figure.of(found), welcome(limits)));
    }

    /** Welcome to the policy, but there was no decoder for it: what nobody looked at is not accepted. */
    private static boolean isUnseen(Measurements measured) {
        return measured.size().isEmpty() && measured.defect().isEmpty();
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

    private static Figure welcome(Limits limits) {
        return Figure.of(
                new TreeSet<>(limits.formats()).stream().map(Format::name).collect(Collectors.joining(", ")));
    }
}
