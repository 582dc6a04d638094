package dev.safelight.application.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.testing.Availability;
import dev.safelight.application.testing.ContractRunner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the contract itself: a queue with a defect must not pass it. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // that is the defect
class JobQueueContractTest {

    /** @param caughtBy the test of the contract that is there for this defect */
    record Defect(String name, BiFunction<InstantSource, Availability, JobQueue> queue, String caughtBy) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The queue that the next run of the contract is for; the launcher makes its suites itself. */
    private static BiFunction<InstantSource, Availability, JobQueue> queueToTry = MemoryJobQueue::new;

    static Stream<Defect> defects() {
        return Stream.of(
                new Defect(
                        "gives a job to several",
                        GivesToSeveral::new,
                        "of_many_racing_workers_no_two_get_the_same_job_and_none_is_left"),
                new Defect("queues a job twice", QueuesTwice::new, "a_job_that_is_queued_already_is_not_queued_again"),
                new Defect("takes any receipt", TakesAnyReceipt::new, "a_void_receipt_does_nothing"),
                new Defect("extends for anybody", ExtendsForAnybody::new, "the_receipt_of_a_finished_job_does_nothing"),
                new Defect(
                        "forgets what was claimed",
                        ForgetsWhatWasClaimed::new,
                        "a_job_whose_worker_died_is_given_out_again_with_another_receipt"),
                new Defect(
                        "does not wait until it is due",
                        IgnoresDueTimes::new,
                        "a_job_is_not_given_out_before_it_is_due"),
                new Defect("forgets the delay", ForgetsTheDelay::new, "what_is_given_back_comes_again_after_the_delay"),
                new Defect(
                        "completes one only",
                        CompletesOne::new,
                        "many_jobs_are_completed_at_once_and_void_receipts_among_them_do_no_harm"),
                new Defect(
                        "takes the kinds as they come",
                        TakesAnyKind::new,
                        "the_first_kind_goes_first_and_the_others_fill_up"),
                new Defect("counts no deliveries", CountsNothing::new, "deliveries_are_counted"),
                new Defect("mixes the kinds", MixesKinds::new, "each_kind_has_jobs_of_its_own"),
                new Defect(
                        "takes an outage for emptiness",
                        SilentWhenDown::new,
                        "a_queue_out_of_reach_is_an_outage_that_passes"));
    }

    @ParameterizedTest
    @MethodSource("defects")
    void the_contract_catches_a_queue_that(Defect defect) {
        queueToTry = defect.queue();
        assertThat(ContractRunner.failures(TryQueue.class, defect.caughtBy())).containsExactly(defect.caughtBy());
    }

    static final class TryQueue extends JobQueueContract {

        @Override
        protected JobQueue fresh() {
            return queueToTry.apply(clock, new Availability("the queue"));
        }

        @Override
        protected JobQueue unreachable() {
            return queueToTry.apply(clock, Availability.alreadyDown("the queue"));
        }
    }

    private static final class GivesToSeveral extends MemoryJobQueue {
        GivesToSeveral(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public List<Claimed> claim(List<Job.Kind> kinds, int max, Duration visibility) {
            List<Claimed> claimed = super.claim(kinds, max, visibility);
            if (ThreadLocalRandom.current().nextBoolean()) {
                claimed.forEach(one -> release(one, Duration.ZERO));
            }
            return claimed;
        }
    }

    private static final class QueuesTwice extends MemoryJobQueue {
        QueuesTwice(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public void enqueue(Collection<Job> jobs) {
            super.enqueue(jobs.stream()
                    .map(job ->
                            new Job(job.id() + UUID.randomUUID(), job.kind(), job.subject(), job.owner(), job.dueAt()))
                    .toList());
        }
    }

    private static final class TakesAnyReceipt extends MemoryJobQueue {
        TakesAnyReceipt(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        protected boolean isHeld(Claimed claimed) {
            return true;
        }
    }

    private static final class ExtendsForAnybody extends MemoryJobQueue {
        ExtendsForAnybody(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public boolean extend(Claimed claimed, Duration visibility) {
            return super.extend(claimed, visibility) || visibility.isPositive();
        }
    }

    private static final class ForgetsWhatWasClaimed extends MemoryJobQueue {
        ForgetsWhatWasClaimed(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public List<Claimed> claim(List<Job.Kind> kinds, int max, Duration visibility) {
            List<Claimed> claimed = super.claim(kinds, max, visibility);
            complete(claimed);
            return claimed;
        }
    }

    private static final class IgnoresDueTimes extends MemoryJobQueue {
        IgnoresDueTimes(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public void enqueue(Collection<Job> jobs) {
            super.enqueue(jobs.stream()
                    .map(job -> new Job(job.id(), job.kind(), job.subject(), job.owner(), Instant.EPOCH))
                    .toList());
        }
    }

    private static final class ForgetsTheDelay extends MemoryJobQueue {
        ForgetsTheDelay(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public void release(Claimed claimed, Duration delay) {
            super.release(claimed, Duration.ZERO);
        }
    }

    private static final class CompletesOne extends MemoryJobQueue {
        CompletesOne(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public void complete(Collection<Claimed> done) {
            super.complete(done.stream().limit(1).toList());
        }
    }

    private static final class TakesAnyKind extends MemoryJobQueue {
        TakesAnyKind(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public List<Claimed> claim(List<Job.Kind> kinds, int max, Duration visibility) {
            return super.claim(kinds.reversed(), max, visibility);
        }
    }

    private static final class CountsNothing extends MemoryJobQueue {
        CountsNothing(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public List<Claimed> claim(List<Job.Kind> kinds, int max, Duration visibility) {
            return super.claim(kinds, max, visibility).stream()
                    .map(claimed -> new Claimed(claimed.job(), claimed.receipt(), 1))
                    .toList();
        }
    }

    private static final class MixesKinds extends MemoryJobQueue {
        MixesKinds(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public void enqueue(Collection<Job> jobs) {
            super.enqueue(jobs.stream()
                    .map(job -> new Job(job.id(), Job.Kind.JUDGE, job.subject(), job.owner(), job.dueAt()))
                    .toList());
        }
    }

    private static final class SilentWhenDown extends MemoryJobQueue {
        SilentWhenDown(InstantSource clock, Availability availability) {
            super(clock, new Availability("never down"));
        }
    }
}
