package dev.safelight.application.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

    private static final List<Duration> PLANNED = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    private final RetrySchedule schedule = RetrySchedule.standard();
    private final Random random = new Random(1);

    private Duration after(int made, Optional<Duration> asked) {
        return schedule.after(made, asked, random).orElseThrow();
    }

    @Test
    void it_is_the_one_of_standard_webhooks_never_early_and_at_most_a_tenth_late() {
        for (int made = 1; made <= PLANNED.size(); made++) {
            Duration planned = PLANNED.get(made - 1);
            for (int i = 0; i < 100; i++) {
                assertThat(after(made, Optional.empty())).isBetween(planned, planned.plus(planned.dividedBy(10)));
            }
        }
    }

    @Test
    void those_who_fail_together_do_not_come_back_together() {
        assertThat(java.util.stream.Stream.generate(() -> after(3, Optional.empty()))
                        .limit(20)
                        .distinct())
                .hasSizeGreaterThan(10);
    }

    @Test
    void the_tenth_attempt_is_the_last() {
        assertThat(schedule.attempts()).isEqualTo(10);
        assertThat(schedule.after(9, Optional.empty(), random)).isPresent();
        assertThat(schedule.after(10, Optional.empty(), random)).isEmpty();
        assertThat(schedule.after(10, Optional.of(Duration.ofHours(1)), random)).isEmpty();
    }

    @Test
    void what_a_receiver_asks_for_is_granted_when_it_is_later_and_up_to_a_day() {
        assertThat(after(1, Optional.of(Duration.ofMinutes(2)))).isEqualTo(Duration.ofMinutes(2));
        assertThat(after(4, Optional.of(Duration.ofMinutes(2)))).isGreaterThanOrEqualTo(Duration.ofHours(2));
        assertThat(after(1, Optional.of(Duration.ofDays(365)))).isEqualTo(Duration.ofHours(24));
        assertThat(after(1, Optional.of(Duration.ZERO))).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
    }
}
