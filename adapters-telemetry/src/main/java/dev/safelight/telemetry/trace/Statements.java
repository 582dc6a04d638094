package dev.safelight.telemetry.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;

/** Calls of the database about one kind of thing, named as OpenTelemetry's conventions want it. */
record Statements(Tracing tracing, String collection) {

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("db.operation.name");
    private static final AttributeKey<String> COLLECTION = AttributeKey.stringKey("db.collection.name");

    <R, X extends Throwable> R run(String operation, Tracing.Work<R, X> work) throws X {
        return tracing.child(
                operation + " " + collection,
                SpanKind.CLIENT,
                Attributes.of(SYSTEM, "postgresql", OPERATION, operation, COLLECTION, collection),
                work);
    }
}
