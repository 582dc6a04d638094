package dev.safelight.telemetry.error;

/**
 * Where failures are told, and as what.
 *
 * @param dsn the address of a project of Sentry, with its key
 * @param environment of this installation, such as {@code staging}
 * @param release of this program
 */
public record ErrorSettings(String dsn, String environment, String release) {

    /** A key may be a secret. */
    @Override
    public String toString() {
        return "ErrorSettings[environment=" + environment + ", release=" + release + "]";
    }
}
