package dev.safelight.imaging.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    public List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        List<List<String>> rows = rows("neardup_groups.csv");
        for (List<String> reference : rows) {
            for (List<String> other : rows) {
                boolean together = reference.get(0).equals(other.get(0));
                if (together && reference.get(1).equals("reference") && !reference.equals(other)) {
                    pairs.add(new Pair(other.get(1), reference.get(2), other.get(2)));
                }
            }
        }
        return pairs;
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
