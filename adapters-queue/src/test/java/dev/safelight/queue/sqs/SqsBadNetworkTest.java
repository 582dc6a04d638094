package dev.safelight.queue.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Outage;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue.Claimed;
import dev.safelight.application.testing.ChaosProxy;
import dev.safelight.application.testing.ChaosProxy.Direction;
import dev.safelight.application.testing.Race;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.queue.sqs.SqsSettings.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every call ends, says that a retry helps, and works when the network does. */
@Timeout(120)
class SqsBadNetworkTest {

    private static final Duration VISIBILITY = Duration.ofSeconds(20);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final List<Job.Kind> JUDGE = List.of(Job.Kind.JUDGE);
    private static final AtomicInteger QUEUES = new AtomicInteger();

    private static final ElasticMqServer SERVER = ElasticMqServer.start();

    private final TestClock clock = new TestClock();
    private final ChaosProxy network = ChaosProxy.before("127.0.0.1", SERVER.port());
    private final SqsJobQueue queue = new SqsJobQueue(
            ElasticMqServer.settings(
                    "network-" + QUEUES.incrementAndGet(),
                    ElasticMqServer.at(network.port()),
                    new Timeouts(SECOND, SECOND, SECOND.multipliedBy(2), SECOND)),
            clock);

    @AfterAll
    static void closeServer() {
        SERVER.close();
    }

    @AfterEach
    void close() {
        network.pass();
        queue.close();
        network.close();
    }

    private Job job(String id) {
        return new Job(id, Job.Kind.JUDGE, new UUID(0, 1), new OwnerId("anna"), clock.instant());
    }

    private List<Claimed> claim() {
        return queue.claim(JUDGE, 10, VISIBILITY);
    }

    private static String other(Claimed claimed) {
        return claimed.job().id().equals("one") ? "other" : "one";
    }

    /** One job in the queue, and one that is claimed. */
    private Claimed begin() throws Exception {
        untilItWorks(() -> {
            queue.enqueue(List.of(job("one"), job("other")));
            return true;
        });
        return untilItWorks(() -> queue.claim(JUDGE, 1, VISIBILITY)).getFirst();
    }

    /** What is called here may be called twice. */
    private static <T> T untilItWorks(Callable<T> call) throws Exception {
        while (true) {
            try {
                return call.call();
            } catch (Outage again) {
                assertThat(again.retryHelps()).isTrue();
            }
        }
    }

    private static void assertPassingOutage(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Outage.class, outage -> assertThat(outage.retryHelps()).isTrue());
    }

    /** While somebody waits nobody asks, so to claim comes first. */
    private void assertEveryCallIsAPassingOutage(Claimed claimed) throws Exception {
        clock.advance(SqsDepths.ASKED_EVERY);
        assertPassingOutage(this::claim);
        Stream<ThrowingCallable> others = Stream.of(
                () -> queue.enqueue(List.of(job("more"))),
                () -> queue.extend(claimed, VISIBILITY),
                () -> queue.complete(List.of(claimed)),
                () -> queue.release(claimed, Duration.ZERO),
                () -> queue.await(JUDGE, Duration.ofMinutes(2)),
                () -> queue.depth(Job.Kind.JUDGE),
                () -> queue.dead(Job.Kind.JUDGE, 10),
                () -> queue.redrive(Job.Kind.JUDGE),
                () -> new SqsHealth(queue).check());
        Race.between(others.map(call -> Executors.callable(() -> assertPassingOutage(call)))
                .toList());
    }

    private void assertItWorksAgain(Claimed claimed) throws Exception {
        assertThat(untilItWorks(() -> queue.extend(claimed, VISIBILITY))).isTrue();
        untilItWorks(() -> {
            queue.complete(List.of(claimed));
            return true;
        });
        clock.advance(VISIBILITY);
        SERVER.pass(VISIBILITY);
        untilItWorks(() -> {
            List<Claimed> rest = claim();
            assertThat(rest)
                    .extracting(one -> one.job().id())
                    .contains(other(claimed))
                    .doesNotContain(claimed.job().id());
            return true;
        });
    }

    @Test
    void a_network_that_stalls() throws Exception {
        Claimed claimed = begin();
        network.stall();
        assertEveryCallIsAPassingOutage(claimed);
    }

    @Test
    void a_service_that_is_not_there_for_a_while() throws Exception {
        Claimed claimed = begin();
        network.refuse();
        Stream.of(
                        (ThrowingCallable) this::claim,
                        () -> queue.enqueue(List.of(job("more"))),
                        () -> queue.await(JUDGE, Duration.ofMinutes(2)))
                .forEach(SqsBadNetworkTest::assertPassingOutage);
        network.pass();
        assertItWorksAgain(claimed);
    }

    @Test
    void a_service_that_vanishes_without_a_word_while_somebody_waits_for_it() throws Exception {
        untilItWorks(() -> queue.depth(Job.Kind.JUDGE));
        queue.await(JUDGE, Duration.ofMillis(1));
        network.vanish();
        assertThatThrownBy(() -> {
                    while (true) {
                        queue.await(JUDGE, Duration.ofMinutes(2));
                    }
                })
                .isInstanceOf(Outage.class);
        network.pass();
        Claimed claimed = begin();
        assertItWorksAgain(claimed);
    }

    /** The jobs may have been claimed, by nobody who knows it: they come again. */
    @Test
    void answers_that_get_lost_on_their_way() throws Exception {
        Claimed claimed = begin();
        network.resetAfter(Direction.TO_CLIENT, 0);
        assertThatThrownBy(this::claim).isInstanceOf(Outage.class);
        network.pass();
        assertItWorksAgain(claimed);
    }

    /** The SDK takes the first line of an answer, with nothing after it, for an answer. */
    @Test
    void answers_that_are_cut_short_are_not_taken_for_good_ones() throws Exception {
        Claimed claimed = begin();
        network.closeAfter(Direction.TO_CLIENT, 60);
        Stream.of(
                        (ThrowingCallable) () -> queue.enqueue(List.of(job("more"))),
                        () -> queue.complete(List.of(claimed)),
                        () -> {
                            clock.advance(SqsDepths.ASKED_EVERY);
                            queue.depth(Job.Kind.JUDGE);
                        })
                .forEach(SqsBadNetworkTest::assertPassingOutage);
        network.pass();
        begin();
    }

    @Test
    void a_slow_network_is_none_that_is_broken() throws Exception {
        network.delay(Duration.ofMillis(50));
        assertItWorksAgain(begin());
    }

    @Test
    void an_interrupt_loses_no_job() throws Exception {
        Claimed first = begin();
        Thread.currentThread().interrupt();
        List<Claimed> claimed;
        try {
            claimed = untilItWorks(this::claim);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(claimed).extracting(one -> one.job().id()).containsExactly(other(first));
    }

    @Test
    void to_close_does_not_wait_for_what_does_not_come() throws Exception {
        untilItWorks(() -> queue.depth(Job.Kind.JUDGE));
        queue.await(JUDGE, Duration.ofMillis(1));
        network.vanish();
        queue.close();
        queue.close();
        assertThatThrownBy(this::claim).isInstanceOf(Outage.class);
    }
}
