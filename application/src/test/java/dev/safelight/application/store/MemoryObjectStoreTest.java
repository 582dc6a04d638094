package dev.safelight.application.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Outage;
import dev.safelight.application.store.ObjectStore.Gone;
import dev.safelight.application.store.ObjectStore.SignedUpload;
import dev.safelight.application.store.SelfServed.Served;
import dev.safelight.application.testing.Availability;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.domain.image.Upload;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryObjectStoreTest extends ObjectStoreContract {

    private final Availability availability = new Availability("the store");
    private final MemoryObjectStore memory = new MemoryObjectStore(clock, availability);

    @Override
    protected ObjectStore fresh() {
        return memory;
    }

    @Override
    protected ObjectStore unreachable() {
        Availability down = new Availability("the store");
        down.goDown();
        return new MemoryObjectStore(clock, down);
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
    void a_store_that_came_back_has_kept_everything() {
        StoredObject written = memory.write(anyKey(), "image/jpeg", bytes(10));
        availability.goDown();
        availability.comeBack();
        assertThat(memory.look(written.key())).contains(written);
    }

    @Test
    void only_as_many_calls_fail_as_were_told_to() {
        String key = anyKey();
        memory.failNext(2);
        assertThatThrownBy(() -> memory.look(key)).isInstanceOf(Outage.class);
        assertThatThrownBy(() -> memory.look(key)).isInstanceOf(Outage.class);
        assertThat(memory.look(key)).isEmpty();
    }

    @Test
    void what_was_lost_or_swapped_is_gone_for_a_pin() {
        StoredObject lost = memory.write(anyKey(), "image/jpeg", bytes(10));
        StoredObject swapped = memory.write(anyKey(), "image/jpeg", bytes(10));
        memory.lose(lost.key());
        memory.swap(swapped.key(), bytes(10));
        assertThatThrownBy(() -> readAll(lost)).isInstanceOf(Gone.class);
        assertThatThrownBy(() -> readAll(swapped)).isInstanceOf(Gone.class);
    }

    @Test
    void a_delayed_upload_is_taken_once_and_seen_later() {
        byte[] photo = bytes(10);
        Upload upload = uploadOf(photo);
        memory.showUploadsAfter(Duration.ofSeconds(7));

        assertThat(put(sign(upload), photo)).isTrue();
        assertThat(put(sign(upload), photo)).isFalse();
        assertThat(memory.look(upload.objectKey())).isEmpty();

        clock.advance(Duration.ofSeconds(7));
        assertThat(memory.look(upload.objectKey())).isPresent();
    }
}
