package dev.safelight.queue.redis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server for a test class, and queues on it that are closed after each test. */
final class RedisQueues implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final AtomicInteger PREFIXES = new AtomicInteger();

    private final List<RedisJobQueue> open = new ArrayList<>();
    private final Supplier<DisposableRedis> start;
    private @Nullable DisposableRedis server;

    /** On Redis 6.2, the oldest one that will do. */
    RedisQueues() {
        this(DisposableRedis::start);
    }

    RedisQueues(Supplier<DisposableRedis> start) {
        this.start = start;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server = start.get();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        open.forEach(RedisJobQueue::close);
        open.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server().close();
    }

    DisposableRedis server() {
        return Objects.requireNonNull(server);
    }

    /** With nothing in it. */
    RedisJobQueue fresh(InstantSource clock) {
        return at(server().uri(), "test-" + PREFIXES.incrementAndGet(), clock);
    }

    RedisJobQueue at(String uri, String prefix, InstantSource clock) {
        return at(new RedisSettings(uri, prefix, TIMEOUT), clock);
    }

    RedisJobQueue at(RedisSettings settings, InstantSource clock) {
        var queue = new RedisJobQueue(settings, clock, new Random());
        open.add(queue);
        return queue;
    }

    /** Where there was a server. */
    RedisJobQueue unreachable(InstantSource clock) {
        try (DisposableRedis gone = DisposableRedis.start()) {
            gone.kill();
            return at(gone.uri(), "gone", clock);
        }
    }
}
