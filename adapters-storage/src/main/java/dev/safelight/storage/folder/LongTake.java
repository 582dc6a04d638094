package dev.safelight.storage.folder;

import dev.safelight.application.Outage;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Takes a long stream into a file. While one piece is read and written, the one before is hashed, and what was written
 * before that is forced to the disk: so the disk is busy from the beginning, and in the end there is little to wait for.
 */
final class LongTake {

    /** Two of them are all the memory that it needs. */
    private static final int PIECE = 1 << 20;

    private static final long FORCED_AT_ONCE = 32L << 20;

    private final IncomingFile file;
    private Future<?> hashed = CompletableFuture.completedFuture(null);
    private Future<?> forced = CompletableFuture.completedFuture(null);
    private long askedFor;

    LongTake(IncomingFile file) {
        this.file = file;
    }

    /**
     * To the end of the stream, or to one byte more than is allowed.
     *
     * @throws IOException when the stream breaks off, or the thread is interrupted
     */
    void take(InputStream bytes, long allowed) throws IOException {
        try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            byte[] piece = new byte[PIECE];
            byte[] other = new byte[PIECE];
            for (int got = file.read(bytes, piece, allowed); got >= 0; got = file.read(bytes, piece, allowed)) {
                hash(beside, piece, got);
                file.append(piece, got);
                force(beside);
                byte[] free = other;
                other = piece;
                piece = free;
            }
            await(hashed);
            await(forced);
        }
    }

    /** In order: one piece when the one before is done, whose memory the next one gets. */
    private void hash(ExecutorService beside, byte[] piece, int length) throws IOException {
        await(hashed);
        hashed = beside.submit(() -> file.hash(piece, length));
    }

    private void force(ExecutorService beside) throws IOException {
        if (forced.isDone() && file.size() - askedFor >= FORCED_AT_ONCE) {
            await(forced);
            askedFor = file.size();
            forced = beside.submit(file::force);
        }
    }

    private static void await(Future<?> done) throws IOException {
        try {
            done.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while an object was written");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Outage outage) {
                throw outage;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }
}
