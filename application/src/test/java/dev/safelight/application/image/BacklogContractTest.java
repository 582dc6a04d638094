package dev.safelight.application.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.event.MemoryBell;
import dev.safelight.application.image.Backlog.Load;
import dev.safelight.application.job.MemoryJobQueue;
import dev.safelight.application.testing.Availability;
import dev.safelight.application.testing.ContractRunner;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.image.Image;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the contract itself: who measures wrongly must not pass it. */
class BacklogContractTest {

    /** @param caughtBy the test that is there for this defect */
    record Defect(String name, UnaryOperator<MemoryImages> breaking, String caughtBy) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static UnaryOperator<MemoryImages> breaking = UnaryOperator.identity();

    static Stream<Defect> defects() {
        return Stream.of(
                new Defect(
                        "counts promises as work",
                        sound -> new CountsPromises(),
                        "what_is_verified_or_processed_is_work_and_nothing_else"),
                new Defect(
                        "calls every end a finished piece of work",
                        sound -> new FinishesAnything(),
                        "what_never_was_work_is_not_finished_and_an_override_finishes_nothing"),
                new Defect("counts on and on", sound -> new NeverStops(), "counting_stops_where_it_is_told_to"),
                new Defect(
                        "remembers too long",
                        sound -> new ForgetsLate(),
                        "the_rate_is_of_what_was_finished_within_a_minute_over_the_time_that_it_took"),
                new Defect(
                        "sees one owner only",
                        sound -> new SeesOneOwner(),
                        "the_work_of_all_owners_is_counted_and_so_are_they"));
    }

    @ParameterizedTest
    @MethodSource("defects")
    void the_contract_catches_who(Defect defect) {
        breaking = defect.breaking();
        assertThat(ContractRunner.failures(TryBacklog.class, defect.caughtBy())).containsExactly(defect.caughtBy());
    }

    @ParameterizedTest
    @MethodSource("defects")
    void the_same_test_passes_a_sound_one_so_that_what_is_caught_is_not(Defect defect) {
        breaking = UnaryOperator.identity();
        assertThat(ContractRunner.failures(TryBacklog.class, defect.caughtBy())).isEmpty();
    }

    static final class TryBacklog extends BacklogContract {
        @Override
        protected ImagesWorld fresh() {
            MemoryImages images = breaking.apply(new Sound());
            return new ImagesWorld(
                    images, images, images, images, new MemoryJobQueue(clock, UP), new MemoryBell(), images::log);
        }
    }

    private static final Availability UP = new Availability("the database");

    private static class Sound extends MemoryImages {
        Sound() {
            super(UP, new MemoryJobQueue(new TestClock(), UP), new MemoryBell(), ImagesWorld.DISCARD_AFTER);
        }
    }

    private static final class CountsPromises extends Sound {
        @Override
        protected boolean isWork(Image image) {
            return !image.status().isFinal();
        }
    }

    private static final class FinishesAnything extends Sound {
        @Override
        protected boolean isEndOfWork(Event.Move move) {
            return move.to().isFinal();
        }
    }

    private static final class NeverStops extends Sound {
        @Override
        public synchronized Load load(int most, Instant now) {
            return super.load(Integer.MAX_VALUE, now);
        }
    }

    private static final class ForgetsLate extends Sound {
        @Override
        public synchronized Load load(int most, Instant now) {
            Load before = super.load(most, now.minus(WINDOW));
            Load seen = super.load(most, now);
            return new Load(seen.inWork(), seen.owners(), seen.finished() + before.finished(), seen.during());
        }
    }

    private static final class SeesOneOwner extends Sound {
        @Override
        public synchronized Load load(int most, Instant now) {
            Load seen = super.load(most, now);
            return new Load(seen.inWork(), Math.min(1, seen.owners()), seen.finished(), seen.during());
        }
    }
}
