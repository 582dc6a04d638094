package dev.safelight.application.download;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.junit.jupiter.api.Assumptions;

/** Reads archives with every reader at hand, each of which must see the same. */
public final class Unpacked {

    private Unpacked() {}

    /** The files by their names, in order, after the JDK's and Commons' readers of files and of streams have agreed. */
    public static Map<String, byte[]> by(Path archive) throws IOException {
        Map<String, byte[]> files = byDirectory(archive);
        assertSame(files, asItComes(archive));
        assertSame(files, byCommons(archive));
        assertSame(files, asItComesToCommons(archive));
        return files;
    }

    private static void assertSame(Map<String, byte[]> files, Map<String, byte[]> others) {
        assertThat(others.keySet()).containsExactlyElementsOf(files.keySet());
        others.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(files.get(name)));
    }

    private static Map<String, byte[]> byDirectory(Path archive) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                try (InputStream bytes = zip.getInputStream(entry)) {
                    files.put(entry.getName(), bytes.readAllBytes());
                }
            }
        }
        return files;
    }

    private static Map<String, byte[]> asItComes(Path archive) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(buffered(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private static Map<String, byte[]> byCommons(Path archive) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (var zip = org.apache.commons.compress.archivers.zip.ZipFile.builder()
                .setPath(archive)
                .get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
                assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
                try (InputStream bytes = zip.getInputStream(entry)) {
                    files.put(entry.getName(), bytes.readAllBytes());
                }
            }
        }
        return files;
    }

    private static Map<String, byte[]> asItComesToCommons(Path archive) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipArchiveInputStream zip = new ZipArchiveInputStream(buffered(archive))) {
            for (ZipArchiveEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private static InputStream buffered(Path archive) throws IOException {
        return new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
    }

    /** What Info-ZIP's unzip says, which must be content; the test is skipped where there is none. */
    public static List<String> byUnzip(String option, Path archive, String... files) throws Exception {
        List<String> command = new ArrayList<>(List.of("unzip", option, archive.toString()));
        command.addAll(List.of(files));
        return run(command);
    }

    /** What Python's zipfile finds: name, size and CRC of each, after it has read them; skipped where there is none. */
    public static List<String> byPython(Path archive) throws Exception {
        return run(List.of("python3", "-X", "utf8", "-c", """
                import sys, zipfile
                with zipfile.ZipFile(sys.argv[1]) as archive:
                    assert archive.testzip() is None
                    for file in archive.infolist():
                        assert file.flag_bits == 0x800, file.flag_bits
                        print(file.filename, file.file_size, format(file.CRC, '08x'))
                """, archive.toString()));
    }

    private static List<String> run(List<String> command) throws Exception {
        Assumptions.assumeTrue(isInstalled(command.getFirst()), command.getFirst() + " is not installed");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, out).isZero();
        return out.lines().toList();
    }

    private static boolean isInstalled(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String folder : path.split(System.getProperty("path.separator"), -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
