package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    private static final URI URL = URI.create("http://localhost:8080");

    @TempDir
    private Path temp;

    @Test
    void is_made_for_its_owner_only() throws Exception {
        try (DataFolder folder = DataFolder.hold(temp.resolve("a/b"))) {
            assertThat(Files.getPosixFilePermissions(folder.path()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void is_held_by_one_and_whoever_comes_second_is_told_by_whom() throws Exception {
        try (DataFolder first = DataFolder.hold(temp)) {
            first.announce(URL);
            assertThatThrownBy(() -> DataFolder.hold(first.path()))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("Safelight runs already on " + temp)
                    .hasMessageContaining("http://localhost:8080")
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
        try (DataFolder next = DataFolder.hold(temp)) {
            assertThat(next.path()).isEqualTo(temp);
        }
    }

    @Test
    void that_cannot_be_made_is_an_obstacle_in_words() throws Exception {
        Path file = Files.createFile(temp.resolve("file"));

        assertThatThrownBy(() -> DataFolder.hold(file.resolve("data")))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("cannot be used");
    }
}
