package dev.safelight.bootstrap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What the build knows about itself. */
final class Build {

    /** Of Safelight, such as {@code 0.1.0}. */
    static final String VERSION = property("version");

    /** What Sentry calls a version of ours. */
    static final String RELEASE = "safelight@" + VERSION;

    private Build() {}

    private static String property(String name) {
        try (InputStream in = Build.class.getResourceAsStream("/safelight.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty(name);
        } catch (IOException damaged) {
            throw new UncheckedIOException("this jar is damaged", damaged);
        }
    }
}
