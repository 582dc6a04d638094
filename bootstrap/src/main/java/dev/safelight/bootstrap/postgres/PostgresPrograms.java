package dev.safelight.bootstrap.postgres;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the programs of PostgreSQL. They refuse to run as root; root runs them in a user namespace, where he is nobody to
 * them and still the owner of his files.
 */
final class PostgresPrograms {

    private static final List<String> AS_NOBODY = List.of("unshare", "-U");

    private final Path home;
    private final List<String> prefix;

    private PostgresPrograms(Path home, List<String> prefix) {
        this.home = home;
        this.prefix = prefix;
    }

    /** @throws IOException when we are root and the system has no user namespaces for us */
    static PostgresPrograms in(Path home) throws IOException, InterruptedException {
        if (new UnixSystem().getUid() != 0) {
            return new PostgresPrograms(home, List.of());
        }
        try {
            run(home, List.of("unshare", "-U", "true"));
        } catch (IOException refused) {
            throw new IOException(
                    "PostgreSQL does not run as root, and this system does not let root step down"
                            + " (unshare -U: " + refused.getMessage()
                            + "); start Safelight as another user, or set SAFELIGHT_DATABASE_URL to use a server of yours",
                    refused);
        }
        return new PostgresPrograms(home, AS_NOBODY);
    }

    /**
     * Runs one to its end.
     *
     * @throws IOException with what it printed, when it fails
     */
    void run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        run(home, command);
    }

    private static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException(output.isEmpty() ? command.getFirst() + " failed" : output);
        }
    }
}
