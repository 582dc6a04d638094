package dev.safelight.imaging.corpus;

import dev.safelight.domain.rule.Code;
import dev.safelight.domain.rule.Evidence;
import dev.safelight.domain.rule.Measurements;
import dev.safelight.domain.rule.Policy;
import dev.safelight.domain.rule.Reason;
import dev.safelight.imaging.corpus.Corpus.Labelled;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Photos that are sharp, or show one usable face, and would be refused for their light or focus: none should be. */
final class LightTable {

    private static final Set<Code> LIGHT_AND_FOCUS = Set.of(Code.TOO_DARK, Code.TOO_BRIGHT, Code.TOO_BLURRY);

    private final Map<Labelled, Measurements> good = new LinkedHashMap<>();

    LightTable(Map<Labelled, Measurements> measured) {
        measured.forEach((file, seen) -> {
            if (file.blur().equals("sharp") || file.face().startsWith("single face, usable")) {
                good.put(file, seen);
            }
        });
    }

    void print(PrintStream out) {
        out.println("## Light and focus of good photos\n");
        out.println("Of " + good.size() + " photos labelled sharp or as a usable face, refused:\n");
        good.forEach((file, seen) -> Policy.defaults().judge(new Evidence(seen, Optional.empty())).reasons().stream()
                .filter(reason -> LIGHT_AND_FOCUS.contains(reason.code()))
                .forEach(reason -> out.println("- " + file.file() + ": " + told(reason))));
        out.println();
    }

    private static String told(Reason reason) {
        return reason.code() + " " + reason.measured() + (reason.region().isPresent() ? " on the face" : "");
    }
}
