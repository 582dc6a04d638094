package dev.safelight.storage.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.doctor.Finding;
import dev.safelight.application.doctor.Findings;
import dev.safelight.application.doctor.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderCheckupTest {

    private static final long PLENTY = 1L << 40;

    @TempDir
    private Path folder;

    @Test
    void a_folder_with_room_is_fine_and_nothing_stays_in_it() throws IOException {
        assertThat(find(folder, PLENTY)).allMatch(finding -> finding.severity() == Severity.OK);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void a_folder_that_is_not_there_is_not_made() {
        Path later = folder.resolve("data/objects");
        assertThat(Findings.of("store.folder", find(later, PLENTY)))
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.OK))
                .satisfies(finding -> assertThat(finding.summary()).contains("first start"));
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void a_file_in_its_place_is_an_error() throws IOException {
        Path file = Files.writeString(folder.resolve("objects"), "not a folder");
        Finding finding = Findings.of("store.folder", find(file, PLENTY));
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.fix()).contains(file.toString());
    }

    @Test
    void a_folder_in_which_nothing_can_be_made_is_an_error() {
        Path unwritable = Path.of("/proc/self"); // nobody can make files there, root neither
        Finding finding = Findings.of("store.folder", find(unwritable, PLENTY));
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.fix()).contains("SAFELIGHT_DATA", "chown");
    }

    @Test
    void a_full_disk_is_an_error_and_a_nearly_full_one_a_warning() {
        assertThat(Findings.of("store.space", find(folder, 100L << 20)))
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.ERROR))
                .satisfies(finding -> assertThat(finding.fix()).contains("SAFELIGHT_DATA"));
        assertThat(Findings.of("store.space", find(folder, 2L << 30)).severity())
                .isEqualTo(Severity.WARNING);
    }

    private static List<Finding> find(Path root, long free) {
        return Findings.of(new FolderCheckup(root, any -> free));
    }
}
