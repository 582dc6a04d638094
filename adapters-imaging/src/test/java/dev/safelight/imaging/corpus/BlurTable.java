package dev.safelight.imaging.corpus;

import dev.safelight.domain.rule.Limits;
import dev.safelight.domain.rule.Measurements;
import dev.safelight.domain.rule.Measurements.Pixels;
import dev.safelight.imaging.corpus.Corpus.Labelled;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sharpness of the whole photo against "sharp" and "blurred" as judged by eye; what is arguable is left out. */
final class BlurTable {

    private static final double LIMIT = Limits.defaults().minSharpness();

    private final Map<Labelled, Measurements> measured;

    BlurTable(Map<Labelled, Measurements> measured) {
        this.measured = measured;
    }

    private record Scored(String file, double sharpness) {}

    void print(PrintStream out) {
        List<Scored> sharp = labelled("sharp");
        List<Scored> blurred = labelled("blurred");
        out.println("## Sharpness\n");
        out.printf(
                "%d sharp and %d blurred photos; area under the curve %.4f. The default limit is %s.%n%n",
                sharp.size(), blurred.size(), areaUnderCurve(sharp, blurred), LIMIT);
        out.println("| limit | sharp ones refused | blurred ones accepted |\n|---:|---:|---:|");
        for (int limit = 10; limit <= 60; limit += 5) {
            out.printf(
                    "| %d | %d | %d |%n",
                    limit,
                    below(sharp, limit).size(),
                    blurred.size() - below(blurred, limit).size());
        }
        out.println();
        below(sharp, LIMIT)
                .forEach(it -> out.println("- refused though sharp: " + it.file() + " at " + it.sharpness()));
        blurred.stream()
                .filter(it -> it.sharpness() >= LIMIT)
                .forEach(it -> out.println("- accepted though blurred: " + it.file() + " at " + it.sharpness()));
        out.println();
    }

    private static List<Scored> below(List<Scored> photos, double limit) {
        return photos.stream().filter(photo -> photo.sharpness() < limit).toList();
    }

    private List<Scored> labelled(String label) {
        List<Scored> scored = new ArrayList<>();
        measured.forEach((file, seen) -> {
            if (file.blur().equals(label)) {
                seen.pixels()
                        .flatMap(Pixels::sharpness)
                        .ifPresent(sharpness -> scored.add(new Scored(file.file(), sharpness)));
            }
        });
        return scored;
    }

    private static double areaUnderCurve(List<Scored> above, List<Scored> below) {
        double won = 0;
        for (Scored high : above) {
            for (Scored low : below) {
                won += high.sharpness() > low.sharpness() ? 1 : high.sharpness() == low.sharpness() ? 0.5 : 0;
            }
        }
        return won / above.size() / below.size();
    }
}
