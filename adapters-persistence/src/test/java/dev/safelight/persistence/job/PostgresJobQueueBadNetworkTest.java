package dev.safelight.persistence.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue.Claimed;
import dev.safelight.application.testing.NetworkFault;
import dev.safelight.application.testing.Outcomes;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.persistence.BadNetwork;
import dev.safelight.persistence.Notifications;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class PostgresJobQueueBadNetworkTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Job.Kind KIND = Job.Kind.VERIFY;

    private final TestClock clock = new TestClock();
    private final BadNetwork network = new BadNetwork(6);
    private final Notifications notifications = Notifications.start(network.near());
    private final PostgresJobQueue queue = new PostgresJobQueue(network.far(), clock, notifications);
    private final PostgresJobQueue near = new PostgresJobQueue(network.near(), clock, notifications);

    @AfterEach
    void close() {
        notifications.close();
        network.close();
    }

    private Job job(String id) {
        return new Job(
                id,
                KIND,
                ImageId.at(clock.instant(), new SecureRandom()).value(),
                new OwnerId("anna"),
                clock.instant());
    }

    private Claimed claimed() {
        near.enqueue(List.of(job("one")));
        return near.claim(List.of(KIND), 1, MINUTE).getFirst();
    }

    @ParameterizedTest
    @EnumSource
    void every_call_ends_in_an_outage_that_passes_and_works_when_it_has_passed(NetworkFault fault) throws Exception {
        Claimed claimed = claimed();
        Map<String, Outcomes.Call> calls = new HashMap<>();
        calls.put("enqueue", () -> queue.enqueue(List.of(job("two"))));
        calls.put("claim", () -> queue.claim(List.of(KIND), 1, MINUTE));
        calls.put("extend", () -> queue.extend(claimed, MINUTE));
        calls.put("complete", () -> queue.complete(List.of(claimed)));
        calls.put("release", () -> queue.release(claimed, MINUTE));
        calls.put("await", () -> queue.await(List.of(KIND), Duration.ofMillis(10)));
        calls.put("depth", () -> queue.depth(KIND));
        fault.strike(network.proxy());
        Outcomes.assertAllMeetAnOutage(calls);
        Outcomes.assertAllMeetAnOutage(calls);
        network.proxy().pass();
        Outcomes.untilItWorks(() -> queue.depth(KIND));
        Outcomes.assertAllWork(calls);
    }

    @Test
    void what_was_enqueued_without_an_answer_and_again_is_there_once() throws Exception {
        Outcomes.untilItWorks(() -> queue.depth(KIND));
        NetworkFault.REPLY_LOST.strike(network.proxy());
        Job job = job("one");
        Outcomes.assertAllMeetAnOutage(Map.of("enqueue", () -> queue.enqueue(List.of(job))));
        network.proxy().pass();
        Outcomes.untilItWorks(() -> queue.enqueue(List.of(job)));
        assertThat(near.depth(KIND).ready()).isEqualTo(1);
    }

    @Test
    void what_was_claimed_without_an_answer_comes_again_when_its_time_is_over() throws Exception {
        near.enqueue(List.of(job("one")));
        Outcomes.untilItWorks(() -> queue.depth(KIND));
        NetworkFault.REPLY_LOST.strike(network.proxy());
        Outcomes.assertAllMeetAnOutage(Map.of("claim", () -> queue.claim(List.of(KIND), 1, MINUTE)));
        network.proxy().pass();
        clock.advance(MINUTE);
        Outcomes.untilItWorks(
                () -> assertThat(queue.claim(List.of(KIND), 1, MINUTE)).hasSize(1));
    }
}
