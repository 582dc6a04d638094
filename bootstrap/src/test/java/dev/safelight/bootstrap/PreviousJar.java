package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.persistence.PreviousVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The jar of the previous version, built from the history of this repository: the first time in some three minutes, after
 * that it lies in {@code target/previous}.
 */
final class PreviousJar {

    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    private PreviousJar() {}

    /** Where it is. Fails, and says what to do, where the history is not here or does not build. */
    static Path build() throws IOException, InterruptedException {
        String commit = PreviousVersion.read().commit();
        Path sources = Path.of("target", "previous", commit).toAbsolutePath();
        Path jar = sources.resolve("bootstrap/target/safelight.jar");
        if (!Files.exists(jar)) {
            Files.createDirectories(sources);
            checkOut(commit, sources);
            run(sources, "what the previous version is built with", maven());
        }
        return jar;
    }

    private static void checkOut(String commit, Path sources) throws IOException, InterruptedException {
        Path archive = sources.resolveSibling(commit + ".tar");
        run(
                REPOSITORY,
                "a clone with its history; a shallow one gets it by: git fetch --unshallow",
                List.of("git", "archive", "--output", archive.toString(), commit));
        run(sources, "tar", List.of("tar", "-xf", archive.toString()));
        Files.delete(archive);
    }

    /** With the same local repository as this run, so that where this one was built without a network, that one is too. */
    private static List<String> maven() {
        List<String> command = new ArrayList<>(List.of(
                "mvn", "-B", "-q", "-Dmaven.test.skip=true", "--projects", "bootstrap", "--also-make", "package"));
        String repository = System.getProperty("localRepository");
        if (repository != null) {
            command.add("-Dmaven.repo.local=" + repository);
        }
        return command;
    }

    private static void run(Path folder, String needs, List<String> command) throws IOException, InterruptedException {
        Path log = Files.createTempFile("previous", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("MAVEN_OPTS"); // of the run that we are in
        int exit = builder.start().waitFor();
        assertThat(exit)
                .as(() -> "needs " + needs + "\n" + String.join(" ", command) + "\n" + read(log))
                .isZero();
        Files.delete(log);
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            return failure.toString();
        }
    }
}
