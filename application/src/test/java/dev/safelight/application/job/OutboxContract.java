package dev.safelight.application.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.job.JobQueue.Claimed;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.image.OwnerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a queue must do besides {@link JobQueueContract} to be the one that others are fed from. */
public abstract class OutboxContract {

    private static final Duration VISIBILITY = Duration.ofSeconds(20);
    private static final Job.Kind JUDGE = Job.Kind.JUDGE;

    protected final TestClock clock = new TestClock();
    private Outbox outbox;

    /** An outbox with nothing in it that goes by {@link #clock}. */
    protected abstract Outbox fresh();

    @BeforeEach
    final void begin() {
        outbox = fresh();
    }

    private Job job(String owner, int number) {
        String id = owner + "-" + number;
        return new Job(id, JUDGE, new UUID(0, id.hashCode()), new OwnerId(owner), clock.instant());
    }

    private void enqueue(String owner, int from, int to) {
        outbox.enqueue(
                IntStream.range(from, to).mapToObj(number -> job(owner, number)).toList());
    }

    private List<String> claim(int max) {
        return outbox.claim(List.of(JUDGE), max, VISIBILITY).stream()
                .map(claimed -> claimed.job().owner().value())
                .toList();
    }

    @Test
    void the_one_photo_of_one_owner_does_not_wait_for_the_thousand_of_another() {
        enqueue("crowd", 0, 500);
        enqueue("crowd", 500, 1000);
        clock.advance(Duration.ofSeconds(2));
        enqueue("anna", 0, 1);
        assertThat(claim(5)).contains("anna");
    }

    @Test
    void the_photos_of_one_batch_take_turns_too() {
        List<Job> batch = new ArrayList<>();
        IntStream.range(0, 50).forEach(number -> batch.add(job("crowd", number)));
        IntStream.range(0, 2).forEach(number -> batch.add(job("anna", number)));
        outbox.enqueue(batch);
        assertThat(claim(6)).filteredOn("anna"::equals).hasSize(2);
    }

    @Test
    void nobody_is_put_off_for_ever() {
        enqueue("crowd", 0, 60);
        int crowd = 0;
        for (int second = 0; second < 60; second++) {
            // One of anna's comes each second, and one in all is done each second: by now it is the crowd's turn too.
            enqueue("anna", second, second + 1);
            crowd += (int) claim(2).stream().filter("crowd"::equals).count();
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(crowd).isGreaterThanOrEqualTo(30);
    }

    @Test
    void who_is_alone_is_not_held_up() {
        enqueue("crowd", 0, 100);
        assertThat(claim(100)).hasSize(100);
    }

    @Test
    void what_is_passed_on_comes_up_again_and_was_never_delivered() {
        enqueue("anna", 0, 3);
        for (int i = 0; i < JobQueue.MAX_DELIVERIES + 1; i++) {
            assertThat(outbox.pass(JUDGE, 2, VISIBILITY)).hasSize(2);
            assertThat(outbox.pass(JUDGE, 2, VISIBILITY)).hasSize(1);
            assertThat(outbox.pass(JUDGE, 2, VISIBILITY)).isEmpty();
            assertThat(outbox.pass(Job.Kind.VERIFY, 2, VISIBILITY)).isEmpty();
            clock.advance(VISIBILITY);
        }
        assertThat(outbox.claim(List.of(JUDGE), 1, VISIBILITY))
                .extracting(Claimed::delivery)
                .containsExactly(1);
    }

    @Test
    void what_is_passed_on_is_still_queued_and_so_a_repeat_collapses() {
        enqueue("anna", 0, 1);
        assertThat(outbox.pass(JUDGE, 1, VISIBILITY)).hasSize(1);
        enqueue("anna", 0, 1);
        assertThat(outbox.pass(JUDGE, 1, VISIBILITY)).isEmpty();
    }

    @Test
    void jobs_are_passed_on_in_turn() {
        enqueue("crowd", 0, 100);
        clock.advance(Duration.ofSeconds(2));
        enqueue("anna", 0, 1);
        assertThat(outbox.pass(JUDGE, 5, VISIBILITY))
                .extracting(job -> job.owner().value())
                .contains("anna");
    }

    @Test
    void what_is_answered_is_gone_whoever_holds_it() {
        enqueue("anna", 0, 3);
        List<Claimed> held = outbox.claim(List.of(JUDGE), 2, VISIBILITY);

        outbox.forget(held.stream().map(Claimed::job).toList());
        outbox.forget(held.stream().map(Claimed::job).toList());
        outbox.forget(List.of());

        clock.advance(VISIBILITY);
        assertThat(claim(10)).hasSize(1);
    }

    @Test
    void what_is_put_off_is_due_later_whoever_holds_it() {
        enqueue("anna", 0, 1);
        Claimed held = outbox.claim(List.of(JUDGE), 1, VISIBILITY).getFirst();

        outbox.putOff(held.job(), Duration.ofHours(2));

        clock.advance(Duration.ofHours(2).minusSeconds(1));
        assertThat(claim(10)).isEmpty();
        outbox.complete(List.of(held)); // he lost it when it was put off
        clock.advance(Duration.ofSeconds(1));
        assertThat(claim(10)).hasSize(1);
    }

    @Test
    void what_is_put_off_and_not_queued_is_queued() {
        outbox.putOff(job("anna", 1), Duration.ofSeconds(5));
        assertThat(claim(10)).isEmpty();
        clock.advance(Duration.ofSeconds(5));
        assertThat(claim(10)).hasSize(1);
    }
}
