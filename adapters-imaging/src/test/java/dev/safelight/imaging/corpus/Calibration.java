package dev.safelight.imaging.corpus;

import dev.safelight.domain.rule.Measurements;
import dev.safelight.imaging.Inspecting;
import dev.safelight.imaging.corpus.Corpus.Labelled;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How what is measured and the default limits fit labelled photos, as Markdown: {@code bench/calibration/run}. It inspects
 * each photo as the product does and asks the rules themselves, so that what it prints is what users would meet.
 */
public final class Calibration {

    private Calibration() {}

    /** @param arguments the folder, or nothing for the one beside the project */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Corpus corpus = Corpus.find(arguments)
                .orElseThrow(() -> new IllegalArgumentException("no labelled photos: name their folder"));
        Map<Labelled, Measurements> measured = inspect(corpus);
        out.println("# Calibration\n");
        out.println(measured.size() + " photos with labels could be decoded.\n");
        new BlurTable(measured).print(out);
        new FaceTable(measured).print(out);
        new LightTable(measured).print(out);
        new LikenessTable(corpus, measured).print(out);
    }

    private static Map<Labelled, Measurements> inspect(Corpus corpus) {
        Map<Labelled, Measurements> measured = new LinkedHashMap<>();
        List<Labelled> labelled = corpus.files().stream()
                .filter(file -> file.expected().startsWith("decodable"))
                .toList();
        for (Labelled file : labelled) {
            Measurements seen = Inspecting.inspect(corpus.read(file.file())).measurements();
            if (seen.pixels().isPresent()) {
                measured.put(file, seen);
            }
        }
        return measured;
    }
}
