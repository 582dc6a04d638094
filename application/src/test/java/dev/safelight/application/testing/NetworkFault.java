package dev.safelight.application.testing;

import dev.safelight.application.testing.ChaosProxy.Direction;
import java.util.function.Consumer;

/** Ways in which a network fails so that no call gets through: each must end every call in an outage that passes. */
public enum NetworkFault {
    STALLED(ChaosProxy::stall),
    VANISHED(ChaosProxy::vanish),
    REFUSED(ChaosProxy::refuse),
    REQUEST_CUT(proxy -> proxy.resetAfter(Direction.TO_SERVER, 10)),
    /** The server has done what it was asked for; nobody hears of it. */
    REPLY_LOST(proxy -> proxy.resetAfter(Direction.TO_CLIENT, 0)),
    REPLY_CUT(proxy -> proxy.resetAfter(Direction.TO_CLIENT, 10)),
    REPLY_ENDS_EARLY(proxy -> proxy.closeAfter(Direction.TO_CLIENT, 10));

    private final Consumer<ChaosProxy> strike;

    NetworkFault(Consumer<ChaosProxy> strike) {
        this.strike = strike;
    }

    /** Until another fault or {@link ChaosProxy#pass}. */
    public void strike(ChaosProxy proxy) {
        strike.accept(proxy);
    }
}
