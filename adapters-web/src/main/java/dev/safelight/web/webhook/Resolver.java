package dev.safelight.web.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;

/**
 * Looks names up, within a time. The system's resolver can be neither interrupted nor hurried, and holds the thread that
 * asks: so threads of its own ask, and few of them, so that names which never resolve cost no more than those.
 */
final class Resolver implements Dns, AutoCloseable {

    private static final int THREADS = 16;

    private final Dns system;
    private final Duration patience;
    private final ExecutorService threads;

    Resolver(Dns system, Duration patience) {
        this.system = system;
        this.patience = patience;
        this.threads = new ThreadPoolExecutor(
                0,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform().daemon().name("resolve-", 1).factory());
    }

    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        try {
            Future<List<InetAddress>> asked = threads.submit(() -> system.lookup(host));
            return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw unknown(host, "it does not resolve", failed.getCause() == null ? failed : failed.getCause());
        } catch (TimeoutException late) {
            throw unknown(host, "its name servers did not answer in time", late);
        } catch (RejectedExecutionException busy) {
            throw unknown(host, "too many other names are being looked up", busy);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unknown(host, "interrupted", stopped);
        }
    }

    private static UnknownHostException unknown(String host, String why, Throwable cause) {
        UnknownHostException unknown = new UnknownHostException(host + ": " + why);
        unknown.initCause(cause);
        return unknown;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
