package dev.safelight.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A migration as text, in statements. */
record Migration(int version, List<Statement> statements) {

    /** Comments, texts and bodies of functions are taken whole: a semicolon within them ends nothing. */
    private static final Pattern TOKEN =
            Pattern.compile("--[^\n]*|'(?:[^']|'')*'|(\\$\\w*\\$).*?\\1|;|.", Pattern.DOTALL);

    private static final Pattern NAME = Pattern.compile("V(\\d+)__.*\\.sql");

    /**
     * One statement.
     *
     * @param sql without comments, in one line; texts and bodies of functions are left as {@code ''}
     * @param comment what stands above and within it
     */
    record Statement(String sql, String comment) {}

    static Migration of(int version, String text) {
        List<Statement> statements = new ArrayList<>();
        StringBuilder sql = new StringBuilder();
        StringBuilder comment = new StringBuilder();
        Matcher token = TOKEN.matcher(text + ";");
        while (token.find()) {
            switch (token.group()) {
                case ";" -> {
                    String line = sql.toString().strip().replaceAll("\\s+", " ");
                    if (!line.isEmpty()) {
                        statements.add(new Statement(line, comment.toString()));
                    }
                    sql.setLength(0);
                    comment.setLength(0);
                }
                case String it when it.startsWith("--") -> comment.append(it.substring(2));
                case String it when it.length() > 1 -> sql.append("''");
                case String it -> sql.append(it);
            }
        }
        return new Migration(version, List.copyOf(statements));
    }

    /** All that we have, in order. */
    static List<Migration> all() {
        try (Stream<Path> files = Files.list(Path.of(Objects.requireNonNull(Migration.class.getResource("migrations"))
                .toURI()))) {
            return files.map(file -> NAME.matcher(file.getFileName().toString()).matches() ? read(file) : null)
                    .filter(Objects::nonNull)
                    .sorted(Comparator.comparingInt(Migration::version))
                    .toList();
        } catch (IOException | URISyntaxException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Migration read(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalArgumentException(file.toString());
        }
        try {
            return of(Integer.parseInt(name.group(1)), Files.readString(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
