package dev.safelight.imaging.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The folder of labelled photos beside the project, {@code ../shared/photos} from its root. It is no part of the project
 * and most machines do not have it.
 */
public record Corpus(Path folder) {

    /**
     * One file, with the labels that matter here.
     *
     * @param people how many human faces, as "0", "1", "2+"; empty where nobody counted
     * @param face what kind of picture that is: "single face, usable", "no face (drawing)" …
     */
    public record Labelled(
            String file, String magic, String people, String face, String blur, String features, String expected) {}

    /**
     * A file that was looked at for faces.
     *
     * @param count a number, with a "+" where there are more, or a "?" where it is arguable
     */
    record Faces(String file, String count, String label) {}

    /** Two files of a group, and how the other relates to the first. */
    public record Pair(String relation, String reference, String other) {}

    /** The one that is named, or else the one beside the project, if it is there. */
    public static Optional<Corpus> find(String... named) {
        return named.length == 0 ? find() : Optional.of(new Corpus(Path.of(named[0])));
    }

    public static Optional<Corpus> find() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path folder = at.resolve("../shared/photos").normalize();
            if (Files.isRegularFile(folder.resolve("manifest.csv"))) {
                return Optional.of(new Corpus(folder));
            }
        }
        return Optional.empty();
    }

    public byte[] read(String file) {
        try {
            return Files.readAllBytes(folder.resolve(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public List<Labelled> files() {
        return rows("manifest.csv").stream()
                .map(row -> new Labelled(
                        row.get(1), row.get(4), row.get(8), row.get(9), row.get(11), row.get(13), row.get(15)))
                .toList();
    }

    List<Faces> faces() {
        return rows("manifest.csv").stream()
                .filter(row -> !row.get(8).isEmpty())
                .map(row -> new Faces(row.get(1), row.get(8), row.get(9)))
                .toList();
    }

    /** Each with the reference of its group, or with the first where none is called so. */
    public List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        List<List<String>> rows = rows("neardup_groups.csv");
        Map<String, List<List<String>>> groups =
                rows.stream().collect(Collectors.groupingBy(List::getFirst, LinkedHashMap::new, Collectors.toList()));
        for (List<List<String>> group : groups.values()) {
            List<String> reference = group.stream()
                    .filter(row -> row.get(1).equals("reference"))
                    .findFirst()
                    .orElse(group.getFirst());
            group.stream()
                    .filter(row -> !row.equals(reference))
                    .forEach(row -> pairs.add(new Pair(row.get(1), reference.get(2), row.get(2))));
        }
        return pairs;
    }

    /** All that are labelled to show one composition without being copies. */
    public List<Pair> others() {
        List<List<String>> rows = rows("neardup_groups.csv").stream()
                .filter(row -> row.get(1).startsWith("similar"))
                .toList();
        List<Pair> others = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            for (List<String> other : rows.subList(i + 1, rows.size())) {
                if (other.getFirst().equals(rows.get(i).getFirst())) {
                    others.add(new Pair(other.get(1), rows.get(i).get(2), other.get(2)));
                }
            }
        }
        return others;
    }

    private List<List<String>> rows(String table) {
        try {
            return Files.readAllLines(folder.resolve(table)).stream()
                    .skip(1)
                    .map(Corpus::cells)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (char c : (line + ",").toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        return cells;
    }
}
