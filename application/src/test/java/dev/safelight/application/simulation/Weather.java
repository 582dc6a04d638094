package dev.safelight.application.simulation;

import dev.safelight.application.Outage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Random;

/**
 * Everything that can go wrong around a call to a port: others act before it and after it, it fails, it succeeds but the
 * answer is lost, the process dies just before or just after it.
 */
final class Weather {

    private final Random random;
    private final Scheduler scheduler;
    private boolean fair;

    Weather(Random random, Scheduler scheduler) {
        this.random = random;
        this.scheduler = scheduler;
    }

    /** From now on nothing fails any more; others still act in between. */
    void clearUp() {
        fair = true;
    }

    boolean isFair() {
        return fair;
    }

    /** {@code port} out in the weather. */
    <T> T expose(Class<T> type, T port) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            strike("before " + method.getName());
            Object answer;
            try {
                answer = method.invoke(port, args);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
            strike("after " + method.getName());
            return answer;
        }));
    }

    private void strike(String where) {
        scheduler.pause();
        if (fair) {
            return;
        }
        int draw = random.nextInt(100);
        if (draw < 2) {
            throw new Scheduler.Crash();
        }
        if (draw < 5) {
            throw Outage.passing("lightning " + where, new IOException("simulated"));
        }
    }
}
