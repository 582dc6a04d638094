package dev.safelight.telemetry.trace;

import java.net.URI;
import java.util.Map;

/**
 * Where spans go, and how many.
 *
 * @param endpoint of a collector that takes OTLP over HTTP, without {@code /v1/traces}
 * @param headers to send along, such as a key
 * @param ratio how much of the traces that we may record we do record, 0 to 1
 * @param service what we are called there
 * @param version of this program
 */
public record TracingSettings(URI endpoint, Map<String, String> headers, double ratio, String service, String version) {

    public TracingSettings {
        headers = Map.copyOf(headers);
    }

    /** The address that spans are sent to. */
    String address() {
        return endpoint.toString().replaceAll("/+$", "") + "/v1/traces";
    }

    /** A header may be a secret. */
    @Override
    public String toString() {
        return "TracingSettings[endpoint=" + endpoint + ", ratio=" + ratio + ", service=" + service + "]";
    }
}
