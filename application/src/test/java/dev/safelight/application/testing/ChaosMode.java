package dev.safelight.application.testing;

import java.time.Duration;

/** What a {@link ChaosProxy} does to what goes through it. Its methods say what each means. */
sealed interface ChaosMode {

    record Pass() implements ChaosMode {}

    record Delay(Duration perChunk) implements ChaosMode {}

    record Stall() implements ChaosMode {}

    record Cut(ChaosProxy.Direction direction, long bytes, boolean reset) implements ChaosMode {}

    record Refuse() implements ChaosMode {}

    record Vanish() implements ChaosMode {}
}
