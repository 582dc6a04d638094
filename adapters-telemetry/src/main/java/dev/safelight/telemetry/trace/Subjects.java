package dev.safelight.telemetry.trace;

import io.opentelemetry.api.common.AttributeKey;

/** What a span is about, under names that are the same everywhere. Never a name of a file, never of a person. */
final class Subjects {

    static final AttributeKey<String> IMAGE = AttributeKey.stringKey("safelight.image.id");
    static final AttributeKey<String> DOWNLOAD = AttributeKey.stringKey("safelight.download.id");

    private Subjects() {}
}
