package dev.safelight.queue.redis;

import dev.safelight.application.Outage;
import io.lettuce.core.RedisCommandTimeoutException;
import java.util.List;
import java.util.concurrent.CompletionException;

/** What a failure of Redis or of the way to it means. */
final class RedisFault {

    /** Wrong credentials, missing rights, somebody else's data under our keys: these stay until somebody acts. */
    private static final List<String> LASTING = List.of("NOAUTH", "WRONGPASS", "NOPERM", "WRONGTYPE");

    private RedisFault() {}

    /** @param doing what we were at: "claiming jobs" */
    static Outage outage(String doing, Throwable failure) {
        Throwable cause = unwrapped(failure);
        String what = doing + " in Redis: " + cause.getMessage();
        boolean lasting = LASTING.stream().anyMatch(sign -> mentions(cause, sign));
        return lasting ? Outage.lasting(what, cause) : Outage.passing(what, cause);
    }

    /**
     * Whether to hang up and dial again: nothing came back in time, so perhaps nothing ever will; or the server became a
     * replica, and the name may lead to another one by now.
     */
    static boolean spoilsConnection(Throwable failure) {
        Throwable cause = unwrapped(failure);
        return cause instanceof RedisCommandTimeoutException || mentions(cause, "READONLY");
    }

    static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static boolean mentions(Throwable failure, String sign) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && cause.getMessage().contains(sign)) {
                return true;
            }
        }
        return false;
    }
}
