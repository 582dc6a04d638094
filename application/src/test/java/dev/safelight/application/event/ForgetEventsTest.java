package dev.safelight.application.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.testing.Availability;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.OwnerId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForgetEventsTest {

    private static final OwnerId ANNA = new OwnerId("anna");
    private static final int MANY = 2_500;

    @Test
    void events_are_kept_as_long_as_was_said_and_no_longer() {
        TestClock clock = new TestClock();
        MemoryEventLog log = new MemoryEventLog(new Availability("the database"));
        for (int i = 0; i < MANY; i++) {
            log.tell(EventType.SET_READY, ANNA, "old", clock.instant(), Optional.empty(), Optional.empty());
        }
        clock.advance(Duration.ofSeconds(1));
        log.tell(EventType.SET_READY, ANNA, "young", clock.instant(), Optional.empty(), Optional.empty());
        ForgetEvents forget = new ForgetEvents(log, Duration.ofDays(7), clock);

        clock.advance(Duration.ofDays(7).minusSeconds(1));
        forget.run();
        assertThat(log.read(ANNA, 0, 1).missed()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        forget.run();
        assertThat(log.read(ANNA, 0, 10).events()).extracting("subject").containsExactly("young");
    }
}
