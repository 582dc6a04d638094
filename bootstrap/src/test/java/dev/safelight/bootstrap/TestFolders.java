package dev.safelight.bootstrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a folder store has written. */
final class TestFolders {

    private TestFolders() {}

    /** Every file whose path names the image, unfinished ones too. */
    static List<Path> files(Path store, String imageId) throws IOException {
        try (Stream<Path> files = Files.walk(store)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> store.relativize(file).toString().contains(imageId))
                    .toList();
        }
    }
}
