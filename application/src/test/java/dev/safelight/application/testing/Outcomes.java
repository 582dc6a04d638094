package dev.safelight.application.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.safelight.application.Outage;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.SoftAssertions;

/** What becomes of calls to an adapter whose network fails. */
public final class Outcomes {

    private Outcomes() {}

    /** A call that may fail in any way. */
    public interface Call {
        void run() throws Exception;
    }

    /** All at once, each by its name. Every one ends, and in an outage that passes. */
    public static void assertAllMeetAnOutage(Map<String, Call> calls) throws Exception {
        SoftAssertions each = new SoftAssertions();
        Race.between(calls.entrySet().stream()
                        .<Callable<Map.Entry<String, Throwable>>>map(call -> () -> {
                            Throwable thrown = catchThrowable(call.getValue()::run);
                            return Map.entry(call.getKey(), thrown == null ? new NothingHappened() : thrown);
                        })
                        .toList())
                .forEach(ended -> each.assertThat(ended.getValue())
                        .as(ended.getKey())
                        .isInstanceOfSatisfying(
                                Outage.class,
                                outage -> assertThat(outage.retryHelps())
                                        .as("a retry helps")
                                        .isTrue()));
        each.assertAll();
    }

    /**
     * All at once; each works, on a busy machine perhaps not at the first try, because these tests have short timeouts.
     * What the failures before kept for themselves would be missing for ever.
     */
    public static void assertAllWork(Map<String, Call> calls) throws Exception {
        Race.between(calls.values().stream()
                .<Callable<Boolean>>map(call -> () -> {
                    untilItWorks(call);
                    return true;
                })
                .toList());
    }

    /** Again and again until it meets no outage any more, however long that takes; an interrupt ends it. */
    public static void untilItWorks(Call call) throws Exception {
        while (true) {
            try {
                call.run();
                return;
            } catch (Outage still) {
                assertThat(still.retryHelps()).as("a retry helps").isTrue();
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
                if (Thread.interrupted()) {
                    throw new InterruptedException("it still does not work: " + still);
                }
            }
        }
    }

    private static final class NothingHappened extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
