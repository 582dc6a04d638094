package dev.safelight.imaging.corpus;

import dev.safelight.domain.rule.Code;
import dev.safelight.domain.rule.Evidence;
import dev.safelight.domain.rule.FaceLimits;
import dev.safelight.domain.rule.Limits;
import dev.safelight.domain.rule.Measurements;
import dev.safelight.domain.rule.Measurements.Pixels;
import dev.safelight.domain.rule.Policy;
import dev.safelight.domain.rule.Reason;
import dev.safelight.imaging.corpus.Corpus.Labelled;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nobody, one or more in a photo, as the rules find it and as it was labelled. */
final class FaceTable {

    private static final FaceLimits DEFAULTS = FaceLimits.defaults();

    /** How many people. */
    private enum People {
        NONE,
        ONE,
        MORE
    }

    private final Map<Labelled, Measurements> measured = new LinkedHashMap<>();

    FaceTable(Map<Labelled, Measurements> all) {
        all.forEach((file, seen) -> {
            if (truth(file).isPresent() && seen.pixels().flatMap(Pixels::faces).isPresent()) {
                measured.put(file, seen);
            }
        });
    }

    /** Clear cases only: what is small, covered, turned away or of stone is arguable. */
    private static Optional<People> truth(Labelled file) {
        String people = file.people();
        if (people.equals("0")) {
            return Optional.of(People.NONE);
        }
        if (file.face().startsWith("single face, usable")) {
            return Optional.of(People.ONE);
        }
        return file.face().startsWith("group") ? Optional.of(People.MORE) : Optional.empty();
    }

    void print(PrintStream out) {
        out.println("## Faces\n");
        if (measured.isEmpty()) {
            out.println("No faces were looked for.\n");
            return;
        }
        out.println("| labelled | seen: none | one | more |\n|---|---:|---:|---:|");
        confusion(DEFAULTS)
                .forEach((truth, seen) -> out.printf(
                        "| %s | %d | %d | %d |%n",
                        truth, seen.get(People.NONE), seen.get(People.ONE), seen.get(People.MORE)));
        out.println("\n| least confidence, % | right | least share of others, % | right |\n|---:|---:|---:|---:|");
        for (int step = 0; step <= 8; step++) {
            double confidence = 50 + 5 * step;
            double share = 10 + 10 * step;
            out.printf(
                    "| %s | %.1f %% | %s | %.1f %% |%n",
                    confidence,
                    right(with(confidence, DEFAULTS.minOthers())),
                    share,
                    right(with(DEFAULTS.minConfidence(), share)));
        }
        out.println();
        measured.forEach((file, seen) -> printIfWrong(file, seen, out));
        out.println();
    }

    private static FaceLimits with(double minConfidence, double minOthers) {
        return new FaceLimits(
                minConfidence,
                DEFAULTS.minSize(),
                minOthers,
                DEFAULTS.minInside(),
                DEFAULTS.maxTurn(),
                DEFAULTS.minEyesVisible(),
                DEFAULTS.minBrightness(),
                DEFAULTS.maxBrightness());
    }

    private Map<People, Map<People, Integer>> confusion(FaceLimits limits) {
        Map<People, Map<People, Integer>> table = new EnumMap<>(People.class);
        for (People truth : People.values()) {
            Map<People, Integer> row = new EnumMap<>(People.class);
            Arrays.stream(People.values()).forEach(seen -> row.put(seen, 0));
            table.put(truth, row);
        }
        measured.forEach((file, seen) ->
                table.getOrDefault(truth(file).orElseThrow(), Map.of()).merge(seen(seen, limits), 1, Integer::sum));
        return table;
    }

    private double right(FaceLimits limits) {
        long right = measured.entrySet().stream()
                .filter(it -> truth(it.getKey()).orElseThrow() == seen(it.getValue(), limits))
                .count();
        return 100.0 * right / measured.size();
    }

    private static People seen(Measurements measured, FaceLimits faces) {
        Limits now = Limits.defaults();
        Limits limits = new Limits(
                now.formats(),
                now.minBytes(),
                now.maxBytes(),
                now.minShorterSide(),
                now.maxMegapixels(),
                now.minSharpness(),
                now.minBrightness(),
                now.maxBrightness(),
                faces,
                now.maxSimilarity());
        List<Code> reasons = new Policy(limits, Map.of())
                .judge(new Evidence(measured, Optional.empty())).reasons().stream()
                        .map(Reason::code)
                        .toList();
        return reasons.contains(Code.NO_FACE)
                ? People.NONE
                : reasons.contains(Code.MULTIPLE_FACES) ? People.MORE : People.ONE;
    }

    private static void printIfWrong(Labelled file, Measurements measured, PrintStream out) {
        People truth = truth(file).orElseThrow();
        People seen = seen(measured, DEFAULTS);
        if (truth != seen) {
            out.println("- " + truth + " seen as " + seen + ": " + file.file() + " (" + file.face() + ")");
        }
    }
}
