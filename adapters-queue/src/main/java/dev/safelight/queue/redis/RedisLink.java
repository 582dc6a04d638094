package dev.safelight.queue.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One connection, made when it is first needed, for commands and for the bell both (RESP3), so that a command that is not
 * answered tells of a dead bell too.
 *
 * <p>A connection that breaks is made again; what was under way fails, and so does at once what comes before there is
 * another. A command that is not answered in time ends the connection, and with it all that is under way: its peer may
 * have vanished without a word, which nothing else would tell for many minutes. So commands wait for answers and for
 * nothing else, and no more of them than there are callers.
 */
final class RedisLink implements AutoCloseable {

    /** Whom the bell is for. Called on the thread that reads: must not wait. */
    interface Ear {
        void hear(String kind);

        /** It begins to listen, or does so again. */
        void mayHaveMissed();
    }

    private static final Duration FIRST_RECONNECT = Duration.ofMillis(50);
    private static final Duration LAST_RECONNECT = Duration.ofSeconds(1);
    private static final int THREADS = 2;
    private static final int MOST_UNDER_WAY = 10_000;

    private final RedisSettings settings;
    private final String bell;
    private final Ear ear;
    private final ClientResources resources;
    private final RedisClient client;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable CompletableFuture<StatefulRedisPubSubConnection<String, String>> connecting;
    private volatile boolean closed;

    /** Connects to nothing yet. */
    RedisLink(RedisSettings settings, String bell, Ear ear) {
        this.settings = settings;
        this.bell = bell;
        this.ear = ear;
        this.resources = DefaultClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .reconnectDelay(Delay.fullJitter(FIRST_RECONNECT, LAST_RECONNECT, 2, TimeUnit.MILLISECONDS))
                .build();
        this.client = RedisClient.create(resources, settings.address());
        client.setOptions(options(settings.timeout()));
    }

    private static ClientOptions options(Duration timeout) {
        return ClientOptions.builder()
                .protocolVersion(ProtocolVersion.RESP3)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MOST_UNDER_WAY)
                .timeoutOptions(TimeoutOptions.enabled(timeout))
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(timeout)
                        .keepAlive(true)
                        .build())
                .build();
    }

    /** Whether somebody is there who could ring. */
    boolean isListening() {
        return current().map(StatefulRedisPubSubConnection::isOpen).orElse(false);
    }

    private Optional<StatefulRedisPubSubConnection<String, String>> current() {
        return Optional.ofNullable(connecting)
                .filter(made -> made.isDone() && !made.isCompletedExceptionally())
                .map(CompletableFuture::join);
    }

    /** What the script gives; fails with whatever Lettuce says. Loads the script where it is not known. */
    <T> CompletableFuture<T> run(RedisScript script, ScriptOutputType type, String[] keys, String... args) {
        return with(commands -> commands.<T>evalsha(script.digest(), type, keys, args)
                .toCompletableFuture()
                .exceptionallyCompose(failure -> RedisFault.unwrapped(failure) instanceof RedisNoScriptException
                        ? commands.<T>eval(script.text(), type, keys, args)
                        : CompletableFuture.failedFuture(failure)));
    }

    /** What a command gives; fails with whatever Lettuce says. */
    <T> CompletableFuture<T> with(Function<RedisPubSubAsyncCommands<String, String>, CompletionStage<T>> command) {
        return connection()
                .thenCompose(connection -> command.apply(connection.async())
                        .toCompletableFuture()
                        .whenComplete((given, failure) -> {
                            if (failure != null && RedisFault.spoilsConnection(failure)) {
                                hangUp(connection);
                            }
                        }));
    }

    private CompletableFuture<StatefulRedisPubSubConnection<String, String>> connection() {
        var made = connecting;
        return made != null && !made.isCompletedExceptionally() ? made : connectOnce();
    }

    private CompletableFuture<StatefulRedisPubSubConnection<String, String>> connectOnce() {
        lock.lock();
        try {
            var made = connecting;
            if (closed) {
                return CompletableFuture.failedFuture(new RedisException("closed"));
            }
            if (made == null || made.isCompletedExceptionally()) {
                made = connect();
                connecting = made;
            }
            return made;
        } finally {
            lock.unlock();
        }
    }

    private CompletableFuture<StatefulRedisPubSubConnection<String, String>> connect() {
        return client.connectPubSubAsync(StringCodec.UTF8, settings.address())
                .toCompletableFuture()
                .thenCompose(this::listen);
    }

    private CompletionStage<StatefulRedisPubSubConnection<String, String>> listen(
            StatefulRedisPubSubConnection<String, String> connection) {
        connection.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String kind) {
                ear.hear(kind);
            }

            @Override
            public void subscribed(String channel, long count) {
                ear.mayHaveMissed();
            }
        });
        return connection
                .async()
                .subscribe(bell)
                .thenApply(subscribed -> connection)
                .whenComplete((made, failure) -> {
                    if (failure != null) {
                        forget(connection);
                    }
                });
    }

    private void hangUp(StatefulRedisPubSubConnection<String, String> spoilt) {
        lock.lock();
        try {
            if (current().filter(spoilt::equals).isPresent()) {
                connecting = null;
            }
        } finally {
            lock.unlock();
        }
        forget(spoilt);
    }

    /** When and how a connection ends that nobody uses is nobody's concern. */
    private static void forget(StatefulRedisPubSubConnection<String, String> connection) {
        var _ = connection.closeAsync();
    }

    /** May be called twice, at any moment. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            connecting = null;
        } finally {
            lock.unlock();
        }
        client.shutdown(Duration.ZERO, settings.timeout());
        var _ = resources.shutdown(0, settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }
}
