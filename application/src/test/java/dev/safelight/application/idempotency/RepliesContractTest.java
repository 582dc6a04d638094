package dev.safelight.application.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.testing.Availability;
import dev.safelight.application.testing.ContractRunner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the contract itself: keepers of replies with a defect must not pass it. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // that is the defect
class RepliesContractTest {

    /** @param caughtBy the test of the contract that is there for this defect */
    record Defect(String name, BiFunction<InstantSource, Availability, Replies> replies, String caughtBy) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** What the next run of the contract is for; the launcher makes its suites itself. */
    private static BiFunction<InstantSource, Availability, Replies> repliesToTry = MemoryReplies::new;

    static Stream<Defect> defects() {
        return Stream.of(
                new Defect("begins twice", BeginsTwice::new, "of_many_racing_repeats_exactly_one_is_the_first"),
                new Defect(
                        "forgets the fingerprint",
                        ForgetsFingerprint::new,
                        "the_same_key_for_another_request_is_told_so"),
                new Defect("shares keys", SharesKeys::new, "the_same_key_of_another_caller_is_another_key"),
                new Defect(
                        "lets anybody finish",
                        FinishesForAnybody::new,
                        "who_lost_the_hold_can_neither_finish_nor_give_up"),
                new Defect("holds for ever", HoldsForEver::new, "a_key_whose_holder_died_is_free_when_its_hold_ends"),
                new Defect("keeps for ever", KeepsForEver::new, "a_key_is_free_again_when_its_time_has_passed"));
    }

    @ParameterizedTest
    @MethodSource("defects")
    void the_contract_catches_who(Defect defect) {
        repliesToTry = defect.replies();
        assertThat(ContractRunner.failures(TryReplies.class, defect.caughtBy())).containsExactly(defect.caughtBy());
    }

    static final class TryReplies extends RepliesContract {

        @Override
        protected Replies fresh() {
            return repliesToTry.apply(clock, new Availability("the database"));
        }

        @Override
        protected Replies unreachable() {
            return repliesToTry.apply(clock, Availability.alreadyDown("the database"));
        }
    }

    /** Looks, and takes the key a moment later. */
    private static final class BeginsTwice extends MemoryReplies {
        BeginsTwice(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        private volatile boolean taken;

        @Override
        public Begun begin(Key key, Duration hold, Duration kept) {
            if (taken) {
                return super.begin(key, hold, kept);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            taken = true;
            return new Begun.First(UUID.randomUUID());
        }
    }

    private static final class ForgetsFingerprint extends MemoryReplies {
        ForgetsFingerprint(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public Begun begin(Key key, Duration hold, Duration kept) {
            return super.begin(new Key(key.scope(), key.key(), ""), hold, kept);
        }
    }

    private static final class SharesKeys extends MemoryReplies {
        SharesKeys(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public Begun begin(Key key, Duration hold, Duration kept) {
            return super.begin(new Key("", key.key(), key.fingerprint()), hold, kept);
        }
    }

    private static final class FinishesForAnybody extends MemoryReplies {
        FinishesForAnybody(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        private Begun.First last = new Begun.First(UUID.randomUUID());

        @Override
        public Begun begin(Key key, Duration hold, Duration kept) {
            Begun begun = super.begin(key, hold, kept);
            if (begun instanceof Begun.First first) {
                last = first;
            }
            return begun;
        }

        @Override
        public void finish(Key key, Begun.First first, Reply reply) {
            super.finish(key, last, reply);
        }
    }

    private static final class HoldsForEver extends MemoryReplies {
        HoldsForEver(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public Begun begin(Key key, Duration hold, Duration kept) {
            return super.begin(key, kept, kept);
        }
    }

    private static final class KeepsForEver extends MemoryReplies {
        KeepsForEver(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public Begun begin(Key key, Duration hold, Duration kept) {
            return super.begin(key, hold, kept.multipliedBy(1000));
        }
    }
}
