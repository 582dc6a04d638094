package dev.safelight.imaging;

import dev.safelight.imaging.heif.TileRunner;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that help to decode tiles: as many as there are processors besides the one that asks, shared by all. When
 * they are busy whoever asks works alone. They end by themselves when there is nothing to do.
 */
final class TileThreads {

    /** Of one photo: each tile that is being decoded takes some MB. */
    private static final int MOST_AT_ONCE = 4;

    private static final TileRunner SHARED = of(Runtime.getRuntime().availableProcessors());

    private TileThreads() {}

    static TileRunner shared() {
        return SHARED;
    }

    private static TileRunner of(int processors) {
        if (processors == 1) {
            return TileRunner.INLINE;
        }
        ThreadPoolExecutor helpers = new ThreadPoolExecutor(
                0,
                processors - 1,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform().daemon().name("tiles-", 0).factory());
        return TileRunner.with(helpers, Math.min(processors, MOST_AT_ONCE));
    }
}
