package dev.safelight.queue.redis;

import io.lettuce.core.RedisURI;
import java.time.Duration;

/**
 * Where the queue is. Redis from 6.2 on, and everything that speaks its protocol, RESP3 and Lua included.
 *
 * @param uri {@code redis://} or, with TLS, {@code rediss://user:password@host:port/database}; all but the host is
 *     optional
 * @param prefix what all keys begin with, in braces, so that a cluster keeps them together: those who share a Redis need
 *     different ones; letters, digits, {@code . _ -}
 * @param timeout how long a command, or the making of a connection, may take
 */
public record RedisSettings(String uri, String prefix, Duration timeout) {

    public static final String DEFAULT_PREFIX = "safelight";

    /** A server that writes its snapshot may hold its breath for a while. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMillis(1500);

    /** @throws IllegalArgumentException when one of them is not as it must be; the message names no secret */
    public RedisSettings {
        if (!uri.startsWith("redis://") && !uri.startsWith("rediss://")) {
            throw new IllegalArgumentException("a Redis address begins with redis:// or rediss://");
        }
        if (!prefix.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("a prefix consists of letters, digits and . _ -");
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("a timeout is longer than nothing");
        }
        parse(uri);
    }

    /** With the default prefix and timeout. */
    public static RedisSettings of(String uri) {
        return new RedisSettings(uri, DEFAULT_PREFIX, DEFAULT_TIMEOUT);
    }

    RedisURI address() {
        RedisURI address = parse(uri);
        address.setTimeout(timeout);
        return address;
    }

    private static RedisURI parse(String uri) {
        try {
            return RedisURI.create(uri);
        } catch (RuntimeException unreadable) {
            // What it says may contain the password, and so may its cause.
            throw new IllegalArgumentException("not an address: redis://user:password@host:port/database is one");
        }
    }

    @Override
    public String toString() {
        RedisURI address = parse(uri);
        return "RedisSettings[host=%s, port=%d, tls=%s, prefix=%s, timeout=%s]"
                .formatted(address.getHost(), address.getPort(), address.isSsl(), prefix, timeout);
    }
}
