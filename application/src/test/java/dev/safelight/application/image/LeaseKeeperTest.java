package dev.safelight.application.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.event.MemoryBell;
import dev.safelight.application.job.Leases;
import dev.safelight.application.job.MemoryJobQueue;
import dev.safelight.application.testing.Availability;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LeaseKeeperTest {

    private static final ImageId IMAGE = new ImageId(new UUID(1, 1));

    private final TestClock clock = new TestClock();
    private final CountDownLatch renewedThrice = new CountDownLatch(3);
    private final Availability database = new Availability("the database");
    private volatile boolean taken;
    private final LeaseKeeper keeper = new LeaseKeeper(
            new MemoryImages(database, new MemoryJobQueue(clock, database), new MemoryBell(), Duration.ZERO) {
                @Override
                public synchronized boolean renew(ImageId id, Lease lease, Instant until) {
                    renewedThrice.countDown();
                    database.check();
                    return !taken;
                }
            },
            "worker-1",
            Duration.ofMillis(30),
            clock,
            new Random(1));

    @AfterEach
    void close() {
        keeper.close();
    }

    @Test
    void a_lease_is_renewed_as_long_as_it_is_kept() throws InterruptedException {
        try (Leases.Kept kept = keeper.keep(IMAGE, keeper.fresh())) {
            assertThat(renewedThrice.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(kept.isLost()).isFalse();
        }
    }

    @Test
    void who_has_lost_his_lease_is_interrupted_once_and_not_afterwards() {
        taken = true;
        try (Leases.Kept kept = keeper.keep(IMAGE, keeper.fresh())) {
            assertThatThrownBy(() -> new CountDownLatch(1).await()).isInstanceOf(InterruptedException.class);
            assertThat(kept.isLost()).isTrue();
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void an_outage_shorter_than_the_lease_loses_nothing() throws InterruptedException {
        database.goDown();
        try (Leases.Kept kept = keeper.keep(IMAGE, keeper.fresh())) {
            assertThat(renewedThrice.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(kept.isLost()).isFalse();

            clock.advance(Duration.ofMillis(31));
            assertThatThrownBy(() -> new CountDownLatch(1).await()).isInstanceOf(InterruptedException.class);
            assertThat(kept.isLost()).isTrue();
        }
    }

    @Test
    void no_two_leases_have_the_same_token() {
        assertThat(keeper.fresh().token()).isNotEqualTo(keeper.fresh().token());
    }
}
