package dev.safelight.web.page;

import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where our pages tell of what breaks in them.
 *
 * @param dsn of a project of Sentry; every visitor can read it
 * @param environment of this installation
 * @param release of this program, whose pages they are
 */
public record PageReports(URI dsn, String environment, String release) {

    /** What the page's script reads them from. */
    String tags() {
        return Map.of("sentry-dsn", dsn.toString(), "sentry-environment", environment, "sentry-release", release)
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(meta -> "<meta name=\"" + meta.getKey() + "\" content=\"" + escaped(meta.getValue()) + "\" />")
                .collect(Collectors.joining());
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }

    /** What the page must be allowed to talk to. */
    String origin() {
        String port = dsn.getPort() < 0 ? "" : ":" + dsn.getPort();
        return dsn.getScheme() + "://" + dsn.getHost() + port;
    }
}
