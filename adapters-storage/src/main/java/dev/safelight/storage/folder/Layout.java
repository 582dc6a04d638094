package dev.safelight.storage.folder;

import dev.safelight.application.Outage;
import dev.safelight.application.store.ObjectStore.Listed;
import dev.safelight.domain.download.DownloadKeys;
import dev.safelight.domain.image.ObjectKeys;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where objects lie in the folder: {@code images/0199/1a2/01991a2b-…/original}, and those of downloads in the same way. The
 * two levels in between are the beginning of the id, which is the time it was made: a folder of the first holds 50 days,
 * one of the second 17 minutes. So no folder grows without bound, a sweep reads a page and not a million names, and the
 * order of names is the order of keys.
 */
final class Layout {

    /** What all keys begin with, one of them, in the order of keys. */
    private static final List<String> ROOTS = List.of(DownloadKeys.ROOT, ObjectKeys.ROOT);

    private static final Pattern KEY =
            Pattern.compile("(" + ROOTS.stream().map(Pattern::quote).collect(Collectors.joining("|"))
                    + ")([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/[a-z0-9][a-z0-9.-]{0,99})");

    /** How deep the folders of images and downloads lie. */
    private static final int OWNER_LEVEL = 2;

    private static final int FIRST = 4;
    private static final int SECOND = FIRST + 3;

    private final Path root;
    private final Path incoming;

    /** @param root an absolute path */
    Layout(Path root) {
        this.root = root;
        this.incoming = root.resolve(".incoming");
    }

    Path root() {
        return root;
    }

    /** Where uploads lie until they are whole: on the same disk, out of sight. */
    Path incoming() {
        return incoming;
    }

    void create() throws IOException {
        for (String name : ROOTS) {
            Files.createDirectories(root.resolve(name));
        }
        Files.createDirectories(incoming);
    }

    /** A folder that is not there (a disk that is not mounted) must never look like one without photos. */
    void insistOnBeingThere() {
        if (!Files.isDirectory(incoming)) {
            throw Outage.lasting("folder store: " + root + " is not there", new NoSuchFileException(root.toString()));
        }
    }

    /** The file of a key; empty for a key that is not of our form, so that no key can ever lead elsewhere. */
    Optional<Path> find(String key) {
        Matcher ours = KEY.matcher(key);
        if (!ours.matches()) {
            return Optional.empty();
        }
        String id = ours.group(2);
        return Optional.of(root.resolve(ours.group(1))
                .resolve(id.substring(0, FIRST))
                .resolve(id.substring(FIRST, SECOND))
                .resolve(id));
    }

    /** @throws IllegalArgumentException when the key is not of our form */
    Path path(String key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException("not a key of ours: " + key));
    }

    /** The folders that a file lies in, the nearest first and the root last. */
    List<Path> foldersAbove(Path file) {
        Path below = root.relativize(file);
        List<Path> folders = new ArrayList<>();
        for (int depth = below.getNameCount() - 1; depth > 0; depth--) {
            folders.add(root.resolve(below.subpath(0, depth)));
        }
        folders.add(root);
        return folders;
    }

    /** Removes a file, and the folders above that are empty without it. */
    void remove(Path file) throws IOException {
        Files.deleteIfExists(file);
        try {
            for (Path folder : foldersAbove(file)) {
                if (root.relativize(folder).getNameCount() > 1) {
                    Files.deleteIfExists(folder);
                }
            }
        } catch (DirectoryNotEmptyException stillUsed) {
            // Other objects lie there, or are just being put there.
        }
    }

    /** As {@link dev.safelight.application.store.ObjectStore#list}. */
    List<Listed> list(String prefix, String after, int limit) throws IOException {
        Page page = new Page(prefix, after, limit, new ArrayList<>());
        for (String start : ROOTS) {
            if (page.mayHold(start)) {
                collect(page, start, root.resolve(start), start, 0);
            }
        }
        return List.copyOf(page.found);
    }

    /** @param start what all keys in this folder start with */
    private void collect(Page page, String top, Path folder, String start, int level) throws IOException {
        for (Path entry : sorted(folder)) {
            if (page.isFull()) {
                return;
            }
            String name = entry.getFileName().toString();
            if (level > OWNER_LEVEL) {
                page.add(start + name, entry);
            } else {
                String below = level == OWNER_LEVEL ? top + name + "/" : start + name;
                if (page.mayHold(below)) {
                    collect(page, top, entry, below, level + 1);
                }
            }
        }
    }

    private static List<Path> sorted(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (NoSuchFileException | NotDirectoryException takenAwayOrNotOurs) {
            return List.of();
        }
        entries.sort(null);
        return entries;
    }

    /** One page of a listing as it fills. */
    private record Page(String prefix, String after, int limit, List<Listed> found) {

        boolean isFull() {
            return found.size() >= limit;
        }

        /** Whether a key that starts so can be asked for: under the prefix and after the last one. */
        boolean mayHold(String start) {
            boolean underPrefix = start.startsWith(prefix) || prefix.startsWith(start);
            return underPrefix && (start.compareTo(after) > 0 || after.startsWith(start));
        }

        void add(String key, Path file) throws IOException {
            if (key.startsWith(prefix)
                    && key.compareTo(after) > 0
                    && KEY.matcher(key).matches()) {
                try {
                    found.add(new Listed(key, Files.getLastModifiedTime(file).toInstant()));
                } catch (NoSuchFileException deletedMeanwhile) {
                    // Then it is no longer part of the listing.
                }
            }
        }
    }
}
