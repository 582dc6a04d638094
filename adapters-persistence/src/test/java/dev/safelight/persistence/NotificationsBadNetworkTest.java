package dev.safelight.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.testing.NetworkFault;
import dev.safelight.persistence.Notifications.Topic;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class NotificationsBadNetworkTest {

    private final BadNetwork network = new BadNetwork(2);
    private final Notifications far = Notifications.start(network.far());
    private final Notifications near = Notifications.start(network.near());
    private final Recorder ear = new Recorder();

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
    }

    @AfterEach
    void close() {
        far.close();
        near.close();
        until(() -> !far.isRunning() && !near.isRunning());
        network.close();
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /** Although nothing was ever sent on it that could fail. */
    @ParameterizedTest
    @EnumSource
    void a_connection_that_hears_nothing_any_more_is_noticed_and_made_anew(NetworkFault fault) throws Exception {
        far.subscribe(Topic.CHANGE, ear);
        until(() -> far.isListening() && near.isListening());
        ear.missed.clear();

        fault.strike(network.proxy());
        until(() -> !far.isListening());
        near.publish(Topic.CHANGE, "lost");

        network.proxy().pass();
        assertThat(ear.missed.take()).isEqualTo("something");
        ear.heard.clear();
        near.publish(Topic.CHANGE, "back");
        assertThat(ear.heard.take()).isEqualTo("back");
    }

    @ParameterizedTest
    @EnumSource(names = {"STALLED", "VANISHED", "REFUSED"})
    void it_stops_while_nothing_gets_through(NetworkFault fault) {
        until(far::isListening);
        fault.strike(network.proxy());
        far.publish(Topic.CHANGE, "to nobody");
        far.close();
        until(() -> !far.isRunning());
    }

    @ParameterizedTest
    @EnumSource(names = {"STALLED", "VANISHED", "REFUSED"})
    void it_stops_while_it_tries_to_connect(NetworkFault fault) {
        until(far::isListening);
        fault.strike(network.proxy());
        until(() -> !far.isListening());
        far.close();
        until(() -> !far.isRunning());
    }
}
