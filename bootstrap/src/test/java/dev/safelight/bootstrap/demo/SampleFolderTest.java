package dev.safelight.bootstrap.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFolderTest {

    @TempDir
    private Path folder;

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void every_photo_of_the_tour_lies_under_what_becomes_of_it_with_as_many_more_as_were_asked_for() throws Exception {
        assertThat(SampleFolder.write(folder, 2)).isEqualTo(14);
        assertThat(files())
                .hasSize(14)
                .contains(
                        "ACCEPTED/lake.jpg",
                        "ACCEPTED/dawn.png",
                        "ACCEPTED/view-001.jpg",
                        "ACCEPTED/view-002.jpg",
                        "REJECTED-DUPLICATE/lake (1).jpg",
                        "REJECTED-TOO_BLURRY/blurry.jpg",
                        "UPLOAD_FAILED-TYPE_MISMATCH/holiday.jpg",
                        "REFUSED-FILE_TOO_SMALL/bomb.jpg");
        assertThat(Files.size(folder.resolve("ACCEPTED/view-001.jpg"))).isGreaterThan(50 * 1024);
    }

    @Test
    void writing_again_replaces_what_is_there() throws Exception {
        SampleFolder.write(folder, 0);
        assertThat(SampleFolder.write(folder, 0)).isEqualTo(12);
        assertThat(files()).hasSize(12);
    }
}
