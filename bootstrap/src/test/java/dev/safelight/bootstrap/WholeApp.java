package dev.safelight.bootstrap;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.safelight.bootstrap.config.BadSettings;
import dev.safelight.bootstrap.config.Config;
import dev.safelight.persistence.DatabaseConfig;
import dev.safelight.storage.s3.S3Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** The whole application in this process, put together as the program does it, on a database that the test gives. */
final class WholeApp implements AutoCloseable {

    private final Closer open = new Closer();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final App app;

    private WholeApp(Config config) throws CannotStart, InterruptedException {
        Logging.configure(config.log());
        log.start();
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(log);
        try {
            app = App.start(config, open);
        } catch (CannotStart | RuntimeException failure) {
            open.close();
            throw failure;
        }
    }

    /**
     * Serves on a free port when this returns.
     *
     * @param settings beyond those that name the database and the folder
     */
    static WholeApp start(Path data, DatabaseConfig database, Map<String, String> settings)
            throws BadSettings, CannotStart, InterruptedException {
        Map<String, String> all = new HashMap<>(Map.of("SAFELIGHT_DRAIN", "0s"));
        all.putAll(settings);
        all.put("SAFELIGHT_PORT", "0");
        all.put("SAFELIGHT_LOG_LEVEL", "error");
        all.putAll(on(data, database));
        return new WholeApp(Config.from(all));
    }

    /** Settings that name a folder and a database, for any number of processes. */
    static Map<String, String> on(Path data, DatabaseConfig database) {
        String who = database.user() + ":" + database.password() + "@";
        return Map.of(
                "SAFELIGHT_DATA",
                data.toString(),
                "SAFELIGHT_DATABASE_URL",
                database.url().replaceFirst("^jdbc:", "").replaceFirst("//", "//" + who),
                "SAFELIGHT_RATE_LIMIT",
                "off",
                "SAFELIGHT_FACES",
                "off"); // the sample photos are landscapes
    }

    /** Settings that name a bucket, at an address that may not be the server's own. */
    static Map<String, String> in(S3Settings bucket, URI endpoint) {
        return Map.of(
                "SAFELIGHT_S3_ENDPOINT", endpoint.toString(),
                "SAFELIGHT_S3_REGION", bucket.region(),
                "SAFELIGHT_S3_BUCKET", bucket.bucket(),
                "SAFELIGHT_S3_ACCESS_KEY", bucket.accessKey(),
                "SAFELIGHT_S3_SECRET_KEY", bucket.secretKey());
    }

    URI url() {
        return app.url();
    }

    /** What it logged as errors: what somebody has to look into. */
    List<String> errors() {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        open.close();
        log.stop();
    }
}
