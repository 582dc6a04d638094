package dev.safelight.telemetry.metric;

import dev.safelight.application.Outage;
import dev.safelight.application.store.ObjectStore;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.domain.image.Upload;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Times every call that asks the store something. Of a read that is until its first byte can be had. */
public final class MeasuredStore implements ObjectStore {

    private final ObjectStore store;
    private final Metrics metrics;

    public MeasuredStore(ObjectStore store, Metrics metrics) {
        this.store = store;
        this.metrics = metrics;
        for (Operation operation : Operation.values()) { // at zero before the first time
            Stream.of(Ended.values()).forEach(ended -> timer(operation, ended));
        }
    }

    private enum Operation {
        LOOK,
        READ,
        WRITE,
        WRITE_STREAM,
        DELETE,
        LIST,
        REMOVE_UNFINISHED
    }

    private enum Ended {
        OK,
        GONE,
        OUTAGE,
        /** On a mistake of ours, or because the stream that was to be written broke off. */
        FAILED
    }

    private Timer timer(Operation operation, Ended ended) {
        return metrics.timer(
                Measure.STORE_CALLS,
                operation.name().toLowerCase(Locale.ROOT),
                ended.name().toLowerCase(Locale.ROOT));
    }

    private <R> R timed(Operation operation, Supplier<R> call) {
        long begun = System.nanoTime();
        Ended ended = Ended.FAILED;
        try {
            R result = call.get();
            ended = Ended.OK;
            return result;
        } catch (Gone gone) {
            ended = Ended.GONE;
            throw gone;
        } catch (Outage outage) {
            ended = Ended.OUTAGE;
            throw outage;
        } finally {
            record(operation, ended, begun);
        }
    }

    private void record(Operation operation, Ended ended, long begun) {
        timer(operation, ended).record(Duration.ofNanos(System.nanoTime() - begun));
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
        return timed(Operation.LOOK, () -> store.look(key));
    }

    @Override
    public InputStream read(StoredObject pin, long offset, long length) {
        return timed(Operation.READ, () -> store.read(pin, offset, length));
    }

    @Override
    public StoredObject write(String key, String contentType, byte[] bytes) {
        return timed(Operation.WRITE, () -> store.write(key, contentType, bytes));
    }

    @Override
    public StoredObject write(String key, String contentType, InputStream bytes) throws IOException {
        long begun = System.nanoTime();
        Ended ended = Ended.FAILED;
        try {
            StoredObject written = store.write(key, contentType, bytes);
            ended = Ended.OK;
            return written;
        } catch (Outage outage) {
            ended = Ended.OUTAGE;
            throw outage;
        } finally {
            record(Operation.WRITE_STREAM, ended, begun);
        }
    }

    @Override
    public void delete(Collection<String> keys) {
        timed(Operation.DELETE, () -> {
            store.delete(keys);
            return keys;
        });
    }

    @Override
    public List<Listed> list(String prefix, String after, int limit) {
        return timed(Operation.LIST, () -> store.list(prefix, after, limit));
    }

    @Override
    public void removeUnfinished(String prefix, Instant before) {
        timed(Operation.REMOVE_UNFINISHED, () -> {
            store.removeUnfinished(prefix, before);
            return prefix;
        });
    }
}
