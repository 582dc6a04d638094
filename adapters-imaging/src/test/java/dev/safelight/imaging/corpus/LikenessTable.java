package dev.safelight.imaging.corpus;

import dev.safelight.domain.rule.Fingerprint;
import dev.safelight.domain.rule.Limits;
import dev.safelight.domain.rule.Measurements;
import dev.safelight.domain.rule.Measurements.Pixels;
import dev.safelight.imaging.Inspecting;
import dev.safelight.imaging.ThumbnailComparer;
import dev.safelight.imaging.corpus.Corpus.Labelled;
import dev.safelight.imaging.corpus.Corpus.Pair;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Pairs of photos by how they were labelled to relate, and how many of them are near enough to be called too similar. */
final class LikenessTable {

    private static final int[] DISTANCES = {16, 24, 32, 40, 48, 56, 64};

    private final Map<String, List<Measured>> byRelation = new TreeMap<>();
    private final List<Integer> unrelated = new ArrayList<>();
    private final Corpus corpus;

    private record Measured(Pair pair, int distance) {}

    LikenessTable(Corpus corpus, Map<Labelled, Measurements> measured) {
        this.corpus = corpus;
        Map<String, Fingerprint> seen = new HashMap<>();
        measured.forEach(
                (file, it) -> it.pixels().map(Pixels::fingerprint).ifPresent(print -> seen.put(file.file(), print)));
        corpus.pairs()
                .forEach(pair -> distance(seen, pair.reference(), pair.other())
                        .ifPresent(distance -> byRelation
                                .computeIfAbsent(pair.relation(), _ -> new ArrayList<>())
                                .add(new Measured(pair, distance))));
        List<String> scenes = seen.keySet().stream()
                .filter(file -> file.startsWith("scenes/"))
                .toList();
        List<String> faces =
                seen.keySet().stream().filter(file -> file.startsWith("faces/")).toList();
        scenes.forEach(
                scene -> faces.forEach(face -> distance(seen, scene, face).ifPresent(unrelated::add)));
    }

    private static Optional<Integer> distance(Map<String, Fingerprint> seen, String one, String other) {
        return Optional.ofNullable(seen.get(one))
                .flatMap(it -> Optional.ofNullable(seen.get(other)).map(it::distanceEveryWay));
    }

    void print(PrintStream out) {
        int limit = (int) Math.floor(Fingerprint.BITS * (1 - Limits.defaults().maxSimilarity() / 100));
        out.println("## Likeness\n");
        out.println(
                "Alike within so many of 256 bits, whichever way mirrored or turned, and called too similar unless a "
                        + "second look tells them apart; the default is " + limit + ".\n");
        out.println("| relation | pairs | furthest | ≤ 16 | ≤ 24 | ≤ 32 | ≤ 40 | ≤ 48 | ≤ 56 | ≤ 64 |");
        out.println("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        byRelation.forEach((relation, pairs) ->
                row(relation, pairs.stream().map(Measured::distance).toList(), out));
        row("unrelated (scenes beside faces)", unrelated, out);
        out.println();
        byRelation.forEach((relation, pairs) -> pairs.stream()
                .filter(it -> (it.distance() <= limit && !isToldApart(it.pair())) != isOnePicture(relation))
                .forEach(it -> out.printf(
                        "- %s at %d: %s, %s%n",
                        relation,
                        it.distance(),
                        it.pair().reference(),
                        it.pair().other())));
    }

    private static void row(String name, List<Integer> distances, PrintStream out) {
        StringBuilder row = new StringBuilder("| " + name + " | " + distances.size() + " | "
                + distances.stream().max(Comparator.naturalOrder()).orElse(0));
        for (int limit : DISTANCES) {
            row.append(" | ")
                    .append(distances.stream().filter(it -> it <= limit).count());
        }
        out.println(row + " |");
    }

    private boolean isToldApart(Pair pair) {
        return new ThumbnailComparer().areTwo(thumbnail(pair.reference()), thumbnail(pair.other()));
    }

    private byte[] thumbnail(String file) {
        return Inspecting.inspect(corpus.read(file)).pictures().orElseThrow().thumbnail();
    }

    private static boolean isOnePicture(String relation) {
        return relation.startsWith("near") || relation.startsWith("exact") || relation.startsWith("transform");
    }
}
