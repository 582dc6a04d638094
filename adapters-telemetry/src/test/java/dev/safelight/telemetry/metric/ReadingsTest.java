package dev.safelight.telemetry.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.testing.TestClock;
import dev.safelight.telemetry.metric.Readings.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadingsTest {

    private final TestClock clock = new TestClock();
    private final List<String> failed = Collections.synchronizedList(new ArrayList<>());
    private final Readings readings = new Readings(clock, failed::add);

    @AfterEach
    void close() {
        readings.close();
    }

    @Test
    void however_often_we_are_scraped_others_are_asked_every_ten_seconds() {
        AtomicInteger asked = new AtomicInteger();
        Reading<Integer> count = readings.add("count", asked::incrementAndGet);
        for (int i = 0; i < 5; i++) {
            readings.refresh();
        }
        assertThat(count.value()).contains(1);

        clock.advance(Readings.FRESH);
        readings.refresh();
        assertThat(count.value()).contains(2);
    }

    @Test
    void what_fails_is_not_known_and_nothing_old_is_told_in_its_place() {
        AtomicInteger asked = new AtomicInteger();
        Reading<Integer> failing = readings.add("failing", () -> 6 / (2 - asked.incrementAndGet()));
        readings.refresh();
        assertThat(failing.value()).contains(6);

        clock.advance(Readings.FRESH);
        readings.refresh();
        assertThat(failing.value()).isEmpty();
        assertThat(failed).containsExactly("failing");
    }

    @Test
    void what_hangs_is_asked_once_and_holds_up_nobody_else() {
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        Reading<Boolean> hanging = readings.add("hanging", () -> {
            asked.incrementAndGet();
            released.await();
            return true;
        });
        Reading<Integer> quick = readings.add("quick", () -> 1);
        readings.refresh();
        clock.advance(Readings.FRESH.plus(Duration.ofSeconds(1)));
        readings.refresh();

        assertThat(asked).hasValue(1);
        assertThat(hanging.value()).isEmpty();
        assertThat(quick.value()).contains(1);
        released.countDown();
    }
}
