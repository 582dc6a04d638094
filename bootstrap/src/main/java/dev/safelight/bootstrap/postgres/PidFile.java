package dev.safelight.bootstrap.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a running PostgreSQL says of itself in {@code postmaster.pid}, and what one that was killed has left there.
 *
 * @param port empty as long as it has not come so far
 */
record PidFile(Path path, long pid, Optional<Integer> port) {

    private static final int PORT_LINE = 3;

    /** Empty when there is none, or it is not written yet. */
    static Optional<PidFile> in(Path cluster) throws IOException {
        Path path = cluster.resolve("postmaster.pid");
        try {
            List<String> lines = Files.readAllLines(path);
            if (lines.isEmpty()) {
                return Optional.empty();
            }
            Optional<Integer> port = lines.size() > PORT_LINE
                    ? Optional.of(Integer.valueOf(lines.get(PORT_LINE).strip()))
                    : Optional.empty();
            return Optional.of(new PidFile(path, Long.parseLong(lines.getFirst().strip()), port));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (NumberFormatException garbled) {
            throw new IOException(path + " is damaged; if no PostgreSQL runs on this folder, delete it", garbled);
        }
    }

    /** Whether a PostgreSQL has this process number: after a restart of the machine it may be anybody's. */
    boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().command())
                .filter(command -> Path.of(command).endsWith("postgres"))
                .isPresent();
    }
}
