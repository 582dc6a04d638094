package dev.safelight.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/**
 * The version that must be able to go on beside the present one.
 *
 * @param commit of it, whole
 * @param schema the number of the last of its migrations
 */
public record PreviousVersion(String commit, int schema) {

    private static final String FILE = "previous-version.properties";

    /** As it is written down in {@code previous-version.properties}. */
    public static PreviousVersion read() {
        try (InputStream file = Objects.requireNonNull(PreviousVersion.class.getResourceAsStream(FILE), FILE)) {
            Properties written = new Properties();
            written.load(file);
            return new PreviousVersion(written.getProperty("commit"), Integer.parseInt(written.getProperty("schema")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
