package dev.safelight.bootstrap;

import dev.safelight.bootstrap.config.Config;
import dev.safelight.bootstrap.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;

/** The whole program. */
final class App {

    private final URI url;
    private final DataFolder data;

    private App(Config config, Closer open) throws CannotStart, InterruptedException {
        // What we stand on
        int port = Ports.reserve(config.web().host(), config.web().port());
        url = config.web().publicUrl().orElseGet(() -> URI.create("http://localhost:" + port));
        data = open.add(DataFolder.hold(config.data(), url));
        if (config.database() instanceof Config.Database.Embedded) {
            try {
                open.add(EmbeddedPostgres.start(data.path()));
            } catch (IOException failure) {
                throw new CannotStart(String.valueOf(failure.getMessage()), failure);
            }
        }
    }

    /** Starts everything; what was opened is in {@code open}, also when this fails half-way. */
    static App start(Config config, Closer open) throws CannotStart, InterruptedException {
        return new App(config, open);
    }

    /** For the one who started it, once it is ready. */
    String banner() {
        return """
                Safelight listens on  %s
                keeps its data in     %s
                and stops with        Ctrl-C, or kill %d""".formatted(url, data.path(), ProcessHandle.current().pid());
    }
}
