package dev.safelight.queue.redis;

import dev.safelight.application.doctor.Notes;
import io.lettuce.core.RedisCommandTimeoutException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;

/** What is wrong when a Redis does not answer, or refuses what we need, and what to do. */
final class RedisRemedy {

    private RedisRemedy() {}

    /** @param failure of connecting, or of the first command */
    static void noteUnreachable(Notes notes, RedisSettings settings, Throwable failure) {
        String said = said(failure);
        String fix;
        if (said.contains("WRONGPASS")
                || said.contains("NOAUTH")
                || said.contains("invalid password")
                || said.contains("without any password")) {
            fix = "Correct user and password in SAFELIGHT_REDIS_URL=redis://user:password@host:port (special characters"
                    + " percent-encoded).";
        } else if (is(failure, UnknownHostException.class) || is(failure, UnresolvedAddressException.class)) {
            fix = "Nobody knows this host name here. Correct SAFELIGHT_REDIS_URL, or the DNS of this machine.";
        } else if (is(failure, SSLException.class) || said.contains("Connection closed prematurely")) {
            fix =
                    "TLS at one end only, or a certificate that Java does not trust: rediss:// with TLS, redis:// without, in"
                            + " SAFELIGHT_REDIS_URL.";
        } else if (is(failure, ConnectException.class)) {
            fix = "Nobody listens there. Start Redis, or correct SAFELIGHT_REDIS_URL.";
        } else if (is(failure, RedisCommandTimeoutException.class)) {
            fix = "Packets get lost on the way, or Redis is busy: open the firewall, or see redis-cli SLOWLOG GET.";
        } else {
            fix = "Correct SAFELIGHT_REDIS_URL, or see the log of Redis.";
        }
        notes.error("Redis does not let us in, or does not answer", settings + ": " + said, fix);
    }

    /** @param failure of a command */
    static void noteRefused(Notes notes, RedisSettings settings, Throwable failure) {
        String said = said(failure);
        String fix;
        if (said.contains("READONLY")) {
            fix = "This is a replica: name the primary in SAFELIGHT_REDIS_URL.";
        } else if (said.contains("MOVED")) {
            fix = "This is a node of a cluster, and our keys are on another: name the one that is told here in"
                    + " SAFELIGHT_REDIS_URL.";
        } else if (said.contains("NOPERM") || said.contains("no permissions") || said.contains("can't access")) {
            fix = "redis-cli ACL SETUSER " + user(settings) + " on ~{" + settings.prefix() + "}:* '&{"
                    + settings.prefix() + "}:*' +@all -@dangerous +info";
        } else if (said.contains("OOM")) {
            fix = "Its memory is full. Give it more: redis-cli CONFIG SET maxmemory …, and see what else is in it.";
        } else if (said.contains("MISCONF")) {
            fix = "Redis cannot write its snapshot: make room on its disk.";
        } else {
            fix = "See the log of Redis; the queue needs Lua (EVAL), and publish and subscribe.";
        }
        notes.error("Redis refuses what the queue needs", said, fix);
    }

    /** Without a colon there is only a password. */
    private static String user(RedisSettings settings) {
        String authority = settings.uri().replaceFirst("^rediss?://", "");
        int end = authority.lastIndexOf('@');
        int colon = authority.indexOf(':');
        return colon > 0 && colon < end ? authority.substring(0, colon) : "default";
    }

    private static boolean is(Throwable failure, Class<?> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String said(Throwable failure) {
        List<String> said = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && said.stream().noneMatch(before -> before.contains(message))) {
                said.add(message);
            }
        }
        return String.join(": ", said);
    }
}
