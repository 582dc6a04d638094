package dev.safelight.storage.bench;

import dev.safelight.application.download.PhotoArchive.Entry;
import dev.safelight.application.store.ObjectStore;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.ObjectKeys;
import dev.safelight.domain.image.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Photos in a store, and a list of them for those who archive them: bytes that no compression makes smaller. */
final class BenchPhotos {

    private BenchPhotos() {}

    static List<Entry> put(ObjectStore store, int count, int size) {
        Random random = new Random(1);
        byte[] photo = new byte[size];
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            random.nextBytes(photo);
            String key = ObjectKeys.original(ImageId.at(Instant.now(), random));
            entries.add(new Entry("photo-" + i + ".jpg", Instant.now(), store.write(key, "image/jpeg", photo)));
        }
        return entries;
    }

    /** One line each: where it is, its name, and what the pin consists of. Without a hash, as most stores have none. */
    static void list(List<Entry> entries, Function<StoredObject, String> where, Path file) throws IOException {
        Files.writeString(
                file,
                entries.stream()
                        .map(entry -> String.join(
                                        "\t",
                                        where.apply(entry.object()),
                                        entry.name(),
                                        entry.object().key(),
                                        Long.toString(entry.object().size()),
                                        entry.object().etag())
                                + "\n")
                        .collect(Collectors.joining()));
    }

    /** Where the folder store has an object; it is the store's secret, and told to those who can only read files. */
    static Path fileOf(Path root, StoredObject object) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(object.key().substring(ObjectKeys.ROOT.length())))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static List<Entry> listed(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.split("\t", -1))
                .map(parts -> new Entry(
                        parts[1],
                        Instant.now(),
                        new StoredObject(parts[2], Long.parseLong(parts[3]), parts[4], Optional.empty())))
                .toList();
    }
}
