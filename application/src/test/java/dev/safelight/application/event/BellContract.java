package dev.safelight.application.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.event.Bell.Listener;
import dev.safelight.domain.image.ImageId;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every bell must do as long as nothing is lost. */
public abstract class BellContract {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(20);

    /** For all tests: a late ring for the image of one must not be heard in another. */
    private static final Random RANDOM = new Random(7);

    private final UUID image = ImageId.at(Instant.EPOCH, RANDOM).value();
    private final UUID other = ImageId.at(Instant.EPOCH, RANDOM).value();
    private Bell bell;

    protected abstract Bell fresh();

    /** The bell of another process that belongs to the same installation, and hears already. */
    protected abstract Bell elsewhere();

    @BeforeEach
    final void begin() {
        bell = fresh();
    }

    @Test
    void a_ring_after_listening_began_is_not_missed() throws Exception {
        try (Listener listener = bell.listen(image)) {
            bell.ring(image);
            assertThat(listener.await(LONG)).isTrue();
        }
    }

    @Test
    void a_ring_wakes_who_waits() throws Exception {
        try (Listener listener = bell.listen(image)) {
            Thread.startVirtualThread(() -> bell.ring(image));
            assertThat(listener.await(LONG)).isTrue();
        }
    }

    @Test
    void all_who_listen_hear() throws Exception {
        try (Listener one = bell.listen(image);
                Listener another = bell.listen(image)) {
            bell.ring(image);
            assertThat(one.await(LONG)).isTrue();
            assertThat(another.await(LONG)).isTrue();
        }
    }

    @Test
    void who_listens_to_all_hears_every_ring() throws Exception {
        try (Listener listener = bell.listenToAll()) {
            bell.ring(image);
            assertThat(listener.await(LONG)).isTrue();
            bell.ring(other);
            assertThat(listener.await(LONG)).isTrue();
        }
    }

    @Test
    void rings_that_came_together_are_one() throws Exception {
        try (Listener listener = bell.listen(image);
                Listener last = bell.listen(other)) {
            bell.ring(image);
            bell.ring(image);
            bell.ring(other);
            assertThat(last.await(LONG)).as("all three have come").isTrue();
            assertThat(listener.await(LONG)).isTrue();
            assertThat(listener.await(SHORT)).isFalse();
            bell.ring(image);
            assertThat(listener.await(LONG)).isTrue();
        }
    }

    @Test
    void nobody_hears_the_ring_for_another_image() throws Exception {
        try (Listener listener = bell.listen(image);
                Listener of = bell.listen(other)) {
            bell.ring(other);
            assertThat(of.await(LONG)).isTrue();
            assertThat(listener.await(SHORT)).isFalse();
        }
    }

    @Test
    void who_closed_hears_no_more_and_may_close_again() throws Exception {
        Listener closed = bell.listen(image);
        try (Listener listener = bell.listen(image)) {
            closed.close();
            closed.close();
            bell.ring(image);
            assertThat(listener.await(LONG)).isTrue();
            assertThat(closed.await(SHORT)).isFalse();
        }
    }

    @Test
    void a_ring_that_nobody_hears_is_no_trouble() {
        bell.ring(image);
    }

    @Test
    void a_ring_elsewhere_is_heard_here() throws Exception {
        Bell neighbour = elsewhere();
        try (Listener listener = bell.listen(image)) {
            neighbour.ring(image);
            assertThat(listener.await(LONG)).isTrue();
        }
        try (Listener listener = bell.listenToAll()) {
            neighbour.ring(image);
            assertThat(listener.await(LONG)).isTrue();
        }
    }
}
