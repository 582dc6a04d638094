package dev.safelight.telemetry.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.testing.TestClock;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BudgetTest {

    private final TestClock clock = new TestClock();
    private final Budget budget = new Budget();

    private long given(int times, String fault) {
        return IntStream.range(0, times)
                .filter(time -> budget.ask(fault, clock.instant()).isPresent())
                .count();
    }

    @Test
    void of_one_fault_a_few_are_told_in_a_minute_and_another_fault_is_told_all_the_same() {
        assertThat(given(1000, "the database")).isEqualTo(Budget.OF_ONE_FAULT);
        assertThat(given(1, "a bug")).isEqualTo(1);
    }

    @Test
    void the_first_of_the_next_minute_says_how_many_were_not_told() {
        given(1000, "the database");
        clock.advance(Duration.ofSeconds(61));
        assertThat(budget.ask("the database", clock.instant())).isEqualTo(OptionalInt.of(1000 - Budget.OF_ONE_FAULT));
        assertThat(budget.ask("the database", clock.instant())).isEqualTo(OptionalInt.of(0));
    }

    @Test
    void of_a_million_different_faults_no_more_are_told_than_of_all() {
        long told = IntStream.range(0, 1_000_000)
                .filter(time -> budget.ask("fault " + time, clock.instant()).isPresent())
                .count();
        assertThat(told).isEqualTo(Budget.OF_ALL);
    }
}
