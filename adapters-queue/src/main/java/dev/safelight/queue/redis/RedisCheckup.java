package dev.safelight.queue.redis;

import dev.safelight.application.doctor.Check;
import dev.safelight.application.doctor.Checkup;
import dev.safelight.application.doctor.Notes;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Asks a Redis whether it is one for our queue. It writes two small keys under {@code {PREFIX}:doctor} within one script
 * that deletes them again. A command waits as long as in {@link RedisSettings}.
 */
public final class RedisCheckup implements Checkup {

    private static final String OLDEST = "6.2";
    private static final Duration NOTABLE = Duration.ofSeconds(5);
    private static final Duration TOO_MUCH = Duration.ofMinutes(1);

    /** Uses what the scripts of the queue use, and leaves nothing. */
    private static final String TRIAL = """
            redis.call('SET', KEYS[1], '1', 'PX', 10000)
            redis.call('ZADD', KEYS[2], 1, 'a')
            redis.call('ZRANGEBYSCORE', KEYS[2], 0, 2)
            redis.call('ZREM', KEYS[2], 'a')
            redis.call('HSET', KEYS[2], 'a', '1')
            redis.call('HRANDFIELD', KEYS[2])
            redis.call('PUBLISH', ARGV[1], 'doctor')
            return redis.call('DEL', KEYS[1], KEYS[2])
            """;

    private final RedisSettings settings;
    private final InstantSource clock;
    private final RedisKeys keys;
    private final String trial;
    private final RedisClient client;
    private final List<StatefulRedisConnection<String, String>> connections = new ArrayList<>();

    /**
     * Connects to nothing yet.
     *
     * @param random for the names of its keys
     */
    public RedisCheckup(RedisSettings settings, InstantSource clock, RandomGenerator random) {
        this.settings = settings;
        this.clock = clock;
        this.keys = new RedisKeys(settings.prefix());
        this.client = RedisClient.create(settings.address());
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .timeoutOptions(TimeoutOptions.enabled(settings.timeout()))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(settings.timeout())
                        .build())
                .build());
        this.trial = keys.doctor(Long.toHexString(random.nextLong()));
    }

    /** Something to ask on the one connection. */
    private interface Question {
        void ask(RedisCommands<String, String> redis, Notes notes);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.vital("queue.reachable", this::reachable),
                Check.vital("queue.version", asked((redis, notes) -> version(information(redis), notes))),
                Check.of("queue.eviction", asked(this::eviction)),
                Check.of("queue.rights", asked(this::rights)),
                Check.of("queue.bell", this::bell),
                Check.of("queue.cluster", asked(this::cluster)),
                Check.of("queue.persistence", asked(this::persistence)),
                Check.of("queue.clock", asked(this::clock)));
    }

    private Check.Look asked(Question question) {
        return notes -> question.ask(connection().sync(), notes);
    }

    private synchronized StatefulRedisConnection<String, String> connection() {
        if (connections.isEmpty()) {
            connections.add(client.connect(StringCodec.UTF8));
        }
        return connections.getFirst();
    }

    private void reachable(Notes notes) {
        try {
            connection().sync().ping();
            notes.ok("Redis answers", settings.toString());
        } catch (RedisException failure) {
            RedisRemedy.noteUnreachable(notes, settings, failure);
        }
    }

    /** What {@code INFO} tells, by name. */
    private static Map<String, String> information(RedisCommands<String, String> redis) {
        return redis.info()
                .lines()
                .filter(line -> line.indexOf(':') > 0)
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        line -> line.substring(line.indexOf(':') + 1).strip(),
                        (first, second) -> first));
    }

    static void version(Map<String, String> information, Notes notes) {
        String version = information.getOrDefault("redis_version", "unknown");
        String[] parts = (version + ".0.0").split("\\.", 3);
        boolean known = parts[0].matches("\\d{1,4}") && parts[1].matches("\\d{1,4}");
        boolean old = known && Integer.parseInt(parts[0]) * 100 + Integer.parseInt(parts[1]) < 602;
        if (old) {
            notes.error("Redis is too old", version, "Use Redis " + OLDEST + " or newer, or Valkey.");
        } else {
            notes.ok("Redis is new enough", version);
        }
    }

    private void eviction(RedisCommands<String, String> redis, Notes notes) {
        Map<String, String> information = information(redis);
        String policy = information.getOrDefault("maxmemory_policy", "not told");
        String seen =
                "maxmemory-policy " + policy + ", maxmemory " + information.getOrDefault("maxmemory_human", "not told");
        if (policy.equals("noeviction")) {
            notes.ok("Redis throws nothing away", seen);
        } else {
            notes.warning(
                    "when its memory is full, Redis throws jobs away: photos then wait until they are missed",
                    seen,
                    "redis-cli CONFIG SET maxmemory-policy noeviction, and the same in redis.conf (in the parameter group of"
                            + " a managed one); or give the queue a Redis of its own, apart from a cache.");
        }
    }

    private void rights(RedisCommands<String, String> redis, Notes notes) {
        try {
            redis.eval(TRIAL, ScriptOutputType.INTEGER, new String[] {trial, trial + "-2"}, keys.doctor("bell"));
            notes.ok("our scripts may run, and write");
        } catch (RedisException failure) {
            RedisRemedy.noteRefused(notes, settings, failure);
        }
    }

    private void bell(Notes notes) {
        try (StatefulRedisPubSubConnection<String, String> listening = client.connectPubSub(StringCodec.UTF8)) {
            listening.sync().subscribe(keys.doctor("bell"));
            notes.ok("we may listen for new work");
        } catch (RedisException failure) {
            RedisRemedy.noteRefused(notes, settings, failure);
        }
    }

    private void cluster(RedisCommands<String, String> redis, Notes notes) {
        boolean clustered =
                information(redis).getOrDefault("cluster_enabled", "0").equals("1");
        if (!clustered) {
            notes.ok("this Redis stands for itself");
            return;
        }
        notes.advice(
                "this Redis is a node of a cluster",
                "all our keys lie on one node, because they have one hash tag: {" + settings.prefix() + "}",
                "Name that very node in SAFELIGHT_REDIS_URL (redis-cli CLUSTER KEYSLOT '{" + settings.prefix()
                        + "}' and CLUSTER SHARDS tell which), or use a Redis without cluster mode: Safelight does not"
                        + " follow when the cluster moves keys.");
    }

    private void persistence(RedisCommands<String, String> redis, Notes notes) {
        Map<String, String> information = information(redis);
        String seen = "aof_enabled:" + information.getOrDefault("aof_enabled", "?") + ", rdb_last_bgsave_status:"
                + information.getOrDefault("rdb_last_bgsave_status", "?");
        if (information.getOrDefault("rdb_last_bgsave_status", "ok").equals("err")) {
            notes.warning(
                    "Redis cannot write its snapshot, and may refuse to take jobs because of that",
                    seen,
                    "Make room on its disk; or, as the queue may forget everything:"
                            + " redis-cli CONFIG SET stop-writes-on-bgsave-error no");
        } else if (information.getOrDefault("aof_enabled", "0").equals("1")) {
            notes.advice(
                    "Redis keeps a log of every job, which it need not: all jobs are in the database",
                    seen,
                    "If this Redis is the queue's alone, it is faster without: redis-cli CONFIG SET appendonly no");
        } else {
            notes.ok("Redis may forget: all jobs are in the database", seen);
        }
    }

    private void clock(RedisCommands<String, String> redis, Notes notes) {
        List<String> time = redis.time();
        Instant theirs = Instant.ofEpochSecond(Long.parseLong(time.getFirst()), Long.parseLong(time.get(1)) * 1_000);
        Duration off = Duration.between(theirs, clock.instant());
        String seen =
                "ours is %.1f s %s".formatted(off.abs().toMillis() / 1000.0, off.isNegative() ? "behind" : "ahead");
        String fix = "Set the clocks by NTP on both sides: timedatectl set-ntp true";
        if (off.abs().compareTo(TOO_MUCH) >= 0) {
            notes.error("the clocks differ so much that jobs come at the wrong time", seen, fix);
        } else if (off.abs().compareTo(NOTABLE) >= 0) {
            notes.warning("the clocks differ", seen, fix);
        } else {
            notes.ok("the clocks agree", seen);
        }
    }

    @Override
    public synchronized void close() {
        connections.forEach(StatefulRedisConnection::close);
        client.shutdown(Duration.ZERO, settings.timeout());
    }
}
