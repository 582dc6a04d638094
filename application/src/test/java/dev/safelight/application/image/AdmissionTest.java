package dev.safelight.application.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Outage;
import dev.safelight.application.image.Backlog.Load;
import dev.safelight.application.testing.Race;
import dev.safelight.application.testing.TestClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionTest {

    private static final int MOST = 100;

    private final TestClock clock = new TestClock();
    private final AtomicInteger measurements = new AtomicInteger();
    private Load load = load(0, 1, 0);

    private final Admission admission = new Admission(this::measure, new BacklogLimits(MOST, 10), clock, new Random(1));

    private Load measure(int most, Instant now) {
        measurements.incrementAndGet();
        return load;
    }

    /** @param perMinute finished, evenly */
    private static Load load(int inWork, int owners, int perMinute) {
        return new Load(inWork, owners, perMinute, Duration.ofMinutes(1));
    }

    private void measured(Load now) {
        load = now;
        clock.advance(Duration.ofSeconds(1));
    }

    @Test
    void below_the_limit_everybody_is_let_in_and_at_the_limit_nobody() {
        measured(load(MOST - 2, 1, 60));
        assertThat(admission.room()).isEqualTo(2);
        assertThat(admission.enter()).isEmpty();
        assertThat(admission.room()).isEqualTo(1);
        assertThat(admission.enter()).isEmpty();
        assertThat(admission.room()).isZero();
        assertThat(admission.enter()).isPresent();
        measured(load(MOST + 1, 1, 60));
        assertThat(admission.room()).isZero();
        assertThat(admission.enter()).isPresent();
    }

    @Test
    void who_was_refused_took_no_place() {
        measured(load(MOST, 1, 60));
        assertThat(admission.enter()).isPresent();
        measured(load(MOST - 1, 1, 60));
        assertThat(admission.enter()).isEmpty();
    }

    @Test
    void of_many_who_come_at_once_no_more_are_let_in_than_fit() throws Exception {
        measured(load(MOST - 7, 1, 60));
        List<Optional<Duration>> answers = Race.among(64, admission::enter);
        assertThat(answers.stream().filter(Optional::isEmpty)).hasSize(7);
    }

    @Test
    void the_load_is_measured_once_a_second_however_many_ask() {
        for (int i = 0; i < 50; i++) {
            admission.enter();
            admission.untilRoom();
        }
        assertThat(measurements).hasValue(1);
        clock.advance(Duration.ofMillis(999));
        admission.room();
        assertThat(measurements).hasValue(1);
        clock.advance(Duration.ofMillis(1));
        admission.room();
        assertThat(measurements).hasValue(2);
    }

    @Test
    void what_cannot_be_measured_is_an_outage_and_the_next_one_tries_again() {
        Outage outage = Outage.passing("the database is down", new IOException("told so"));
        AtomicInteger calls = new AtomicInteger();
        Admission fragile = new Admission(
                (most, now) -> {
                    if (calls.incrementAndGet() == 1) {
                        throw outage;
                    }
                    return load;
                },
                BacklogLimits.defaults(),
                clock,
                new Random(1));
        assertThatThrownBy(fragile::room).isSameAs(outage);
        assertThat(fragile.enter()).isEmpty();
    }

    /** Room for one and a tenth of the limit must come, 11 photos; and a quarter more, but at least 2 s, is chance. */
    @ParameterizedTest
    @CsvSource({"1, 600, 600", "2, 330, 413", "60, 11, 14", "600, 2, 4", "60000, 1, 3"})
    void when_to_come_again_follows_the_measured_rate(int perMinute, int atLeast, int atMost) {
        measured(load(MOST, 3, perMinute));
        List<Long> seconds = Stream.generate(() -> admission.untilRoom().toSeconds())
                .limit(200)
                .toList();
        assertThat(seconds)
                .allSatisfy(wait -> assertThat(wait).isBetween((long) Math.min(atLeast, 480), (long) atMost));
    }

    @Test
    void the_more_are_too_many_the_longer_it_takes() {
        measured(load(MOST + 1, 1, 60));
        assertThat(admission.untilRoom()).isBetween(Duration.ofSeconds(12), Duration.ofSeconds(15));
    }

    @Test
    void those_who_are_sent_home_together_do_not_come_back_together() {
        measured(load(MOST, 3, 6));
        assertThat(Stream.generate(admission::untilRoom).limit(100).distinct()).hasSizeGreaterThan(15);
    }

    @Test
    void when_nothing_was_finished_lately_one_comes_again_after_a_minute() {
        measured(load(MOST, 3, 0));
        assertThat(admission.untilRoom()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(75));
        assertThat(admission.untilRoomOfOne(1, 5)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(75));
    }

    @Test
    void an_owner_waits_until_enough_of_his_are_finished_while_others_have_their_turns() {
        measured(load(80, 4, 60));
        assertThat(admission.untilRoomOfOne(10, 20))
                .as("10 of his, and 10 of each of 3 others, one a second")
                .isBetween(Duration.ofSeconds(40), Duration.ofSeconds(50));
    }

    @Test
    void an_owner_never_waits_for_more_than_there_is() {
        measured(load(25, 4, 60));
        assertThat(admission.untilRoomOfOne(10, 20)).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(32));
    }

    @Test
    void for_uploads_that_never_came_an_owner_waits_a_minute() {
        measured(load(80, 4, 6_000));
        assertThat(admission.untilRoomOfOne(3, 2)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(75));
    }
}
