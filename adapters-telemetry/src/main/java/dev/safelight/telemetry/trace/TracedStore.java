package dev.safelight.telemetry.trace;

import dev.safelight.application.store.ObjectStore;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.domain.image.Upload;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Each call of the store as a span; signing asks nobody and is none. Of a read it is the time until bytes come. */
public final class TracedStore implements ObjectStore {

    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("safelight.store.operation");
    private static final AttributeKey<String> KEY = AttributeKey.stringKey("safelight.store.key");
    private static final AttributeKey<Long> SIZE = AttributeKey.longKey("safelight.store.bytes");

    private final ObjectStore store;
    private final Tracing tracing;

    public TracedStore(ObjectStore store, Tracing tracing) {
        this.store = store;
        this.tracing = tracing;
    }

    private <R, X extends Throwable> R span(String operation, Tracing.Work<R, X> work) throws X {
        return tracing.child("store " + operation, SpanKind.CLIENT, Attributes.of(OPERATION, operation), work);
    }

    @Override
    public SignedUpload signUpload(Upload upload, Duration validFor) {
        return store.signUpload(upload, validFor);
    }

    @Override
    public URI signDownload(String key, String filename, String contentType, Duration validFor) {
        return store.signDownload(key, filename, contentType, validFor);
    }

    @Override
    public Optional<StoredObject> look(String key) {
        return span("look", span -> {
            span.setAttribute(KEY, key);
            return store.look(key);
        });
    }

    @Override
    public InputStream read(StoredObject pin, long offset, long length) {
        return span("read", span -> {
            span.setAttribute(KEY, pin.key());
            span.setAttribute(SIZE, pin.size());
            return store.read(pin, offset, length);
        });
    }

    @Override
    public StoredObject write(String key, String contentType, byte[] bytes) {
        return span("write", span -> {
            span.setAttribute(KEY, key);
            span.setAttribute(SIZE, (long) bytes.length);
            return store.write(key, contentType, bytes);
        });
    }

    @Override
    public StoredObject write(String key, String contentType, InputStream bytes) throws IOException {
        return this.<StoredObject, IOException>span("write", span -> {
            span.setAttribute(KEY, key);
            StoredObject written = store.write(key, contentType, bytes);
            span.setAttribute(SIZE, written.size());
            return written;
        });
    }

    @Override
    public void delete(Collection<String> keys) {
        span("delete", span -> {
            store.delete(keys);
            return keys;
        });
    }

    @Override
    public List<Listed> list(String prefix, String after, int limit) {
        return span("list", span -> store.list(prefix, after, limit));
    }

    @Override
    public void removeUnfinished(String prefix, Instant before) {
        span("remove unfinished", span -> {
            store.removeUnfinished(prefix, before);
            return prefix;
        });
    }
}
