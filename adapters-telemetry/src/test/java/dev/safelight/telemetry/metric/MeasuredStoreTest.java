package dev.safelight.telemetry.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Outage;
import dev.safelight.application.store.MemoryObjectStore;
import dev.safelight.application.store.ObjectStore;
import dev.safelight.application.store.ObjectStore.SignedUpload;
import dev.safelight.application.store.ObjectStoreContract;
import dev.safelight.application.store.SelfServed.Served;
import dev.safelight.application.store.SignedUrls;
import dev.safelight.application.testing.Availability;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store that is measured is a store, and its figures are right. */
class MeasuredStoreTest extends ObjectStoreContract {

    private final Availability availability = new Availability("the store");
    private final MemoryObjectStore memory = new MemoryObjectStore(clock, availability);
    private final Metrics metrics = Metrics.open(clock);

    @AfterEach
    void close() {
        metrics.close();
    }

    @Override
    protected ObjectStore fresh() {
        return new MeasuredStore(memory, metrics);
    }

    @Override
    protected ObjectStore unreachable() {
        return new MeasuredStore(new MemoryObjectStore(clock, Availability.alreadyDown("the store")), metrics);
    }

    @Override
    protected boolean put(SignedUpload upload, byte[] bytes) {
        return SignedUrls.put(memory, upload, bytes) instanceof Served.Stored;
    }

    @Override
    protected Optional<Fetched> get(URI url) {
        return SignedUrls.get(memory, url);
    }

    @Test
    void calls_are_counted_by_what_became_of_them() {
        ObjectStore store = fresh();
        String key = anyKey();
        store.look(key);
        availability.goDown();
        assertThatThrownBy(() -> store.look(key)).isInstanceOf(Outage.class);
        availability.comeBack();

        assertThat(metrics.scrape())
                .contains("safelight_store_call_duration_seconds_count{operation=\"look\",outcome=\"outage\"} 1")
                .contains("safelight_store_call_duration_seconds_count{operation=\"look\",outcome=\"ok\"} 1")
                .contains("safelight_store_call_duration_seconds_count{operation=\"write\",outcome=\"ok\"} 0");
    }
}
