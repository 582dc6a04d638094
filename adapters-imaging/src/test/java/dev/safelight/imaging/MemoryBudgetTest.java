package dev.safelight.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.testing.Race;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MemoryBudgetTest {

    private static final long MIB = 1 << 20;

    @Test
    void many_photos_of_all_sizes_never_take_more_than_there_is_and_all_get_their_turn()
            throws InterruptedException, ExecutionException {
        MemoryBudget budget = new MemoryBudget(100 * MIB);
        AtomicLong taken = new AtomicLong();
        AtomicLong most = new AtomicLong();
        AtomicLong seeds = new AtomicLong();

        Race.among(64, () -> {
            SplittableRandom random = new SplittableRandom(seeds.getAndIncrement());
            for (int i = 0; i < 50; i++) {
                long wanted = random.nextLong(1, 130) * MIB;
                try (MemoryBudget.Share _ = budget.take(wanted)) {
                    long counted = Math.min(wanted, 100 * MIB);
                    most.accumulateAndGet(taken.addAndGet(counted), Math::max);
                    taken.addAndGet(-counted);
                }
            }
            return true;
        });

        assertThat(most.get()).isLessThanOrEqualTo(100 * MIB);
        assertThat(budget.free()).isEqualTo(100 * MIB);
    }

    @Test
    void a_photo_larger_than_all_takes_all() throws InterruptedException {
        MemoryBudget budget = new MemoryBudget(10 * MIB);

        try (MemoryBudget.Share _ = budget.take(1000 * MIB)) {
            assertThat(budget.free()).isZero();
        }

        assertThat(budget.free()).isEqualTo(10 * MIB);
    }

    @Test
    void who_is_interrupted_while_waiting_holds_nothing() throws InterruptedException {
        MemoryBudget budget = new MemoryBudget(10 * MIB);

        try (MemoryBudget.Share _ = budget.take(8 * MIB)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> budget.take(8 * MIB)).isInstanceOf(InterruptedException.class);
            assertThat(budget.free()).isEqualTo(2 * MIB);
        }

        assertThat(budget.free()).isEqualTo(10 * MIB);
    }
}
