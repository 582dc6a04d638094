package dev.safelight.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.persistence.Notifications.Topic;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NotificationsTest {

    private static TestDatabase postgres;

    @BeforeAll
    static void open() {
        postgres = TestDatabase.create();
    }

    @AfterAll
    static void close() {
        postgres.close();
    }

    /** Keeps what it hears, and counts how often it may have missed something. */
    private static final class Recorder implements Notifications.Ear {

        final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        final LinkedBlockingQueue<String> missed = new LinkedBlockingQueue<>();

        @Override
        public void hear(String what) {
            heard.add(what);
        }

        @Override
        public void mayHaveMissed() {
            missed.add("something");
        }

        String next() throws InterruptedException {
            String what = heard.poll(50, TimeUnit.SECONDS);
            return what == null ? "nothing" : what;
        }
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    @Test
    void thousands_of_hints_reach_the_other_process_in_batches_and_their_sender_once() throws Exception {
        try (Notifications here = Notifications.start(postgres.database());
                Notifications there = Notifications.start(postgres.database())) {
            Recorder sender = new Recorder();
            Recorder receiver = new Recorder();
            here.subscribe(Topic.CHANGE, sender);
            there.subscribe(Topic.CHANGE, receiver);
            await(() -> here.isListening() && there.isListening());

            for (int i = 0; i < 3000; i++) {
                here.publish(Topic.CHANGE, "0190aaaa-bbbb-7ccc-8ddd-" + String.format("%012d", i));
            }
            here.publish(Topic.JOB, "JUDGE");
            here.publish(Topic.CHANGE, "the last");

            String what = receiver.next();
            int count = 1;
            while (!what.equals("the last")) {
                what = receiver.next();
                count++;
            }
            assertThat(count).isEqualTo(3001);
            assertThat(sender.heard).hasSize(3001);
        }
    }

    @Test
    void after_the_database_was_away_ears_are_told_and_hints_come_again() throws Exception {
        try (Gate gate = new Gate(Gate.portOf(postgres.config()));
                Database cutOff = Database.open(Gate.before(postgres.config(), gate));
                Notifications far = Notifications.start(cutOff);
                Notifications near = Notifications.start(postgres.database())) {
            Recorder receiver = new Recorder();
            far.subscribe(Topic.CHANGE, receiver);
            await(() -> far.isListening() && near.isListening());
            receiver.missed.clear();

            gate.shut();
            await(() -> !far.isListening());
            far.publish(Topic.CHANGE, "to itself");
            assertThat(receiver.next()).isEqualTo("to itself");
            near.publish(Topic.CHANGE, "lost");

            gate.open();
            assertThat(receiver.missed.poll(50, TimeUnit.SECONDS)).isEqualTo("something");
            near.publish(Topic.CHANGE, "back");
            assertThat(receiver.next()).isEqualTo("back");
        }
    }

    @Test
    void it_can_be_stopped_twice_at_any_moment() throws Exception {
        for (int i = 0; i < 20; i++) {
            Notifications notifications = Notifications.start(postgres.database());
            LockSupport.parkNanos(Duration.ofMillis(i).toNanos());
            notifications.publish(Topic.CHANGE, "whatever");
            CountDownLatch both = new CountDownLatch(2);
            for (int j = 0; j < 2; j++) {
                Thread.startVirtualThread(() -> {
                    notifications.close();
                    both.countDown();
                });
            }
            assertThat(both.await(50, TimeUnit.SECONDS)).isTrue();
            notifications.publish(Topic.CHANGE, "after the end");
            await(() -> !notifications.isRunning());
        }
    }

    @Test
    void it_starts_and_stops_without_a_database() {
        try (Database away = Unreachable.database()) {
            Notifications notifications = Notifications.start(away);
            Recorder ear = new Recorder();
            notifications.subscribe(Topic.JOB, ear);
            notifications.publish(Topic.JOB, "VERIFY");
            assertThat(ear.heard).containsExactly("VERIFY");
            assertThat(notifications.isListening()).isFalse();
            notifications.close();
            await(() -> !notifications.isRunning());
        }
    }
}
