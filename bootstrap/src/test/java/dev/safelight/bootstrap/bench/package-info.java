/** The benchmark of streams of events: {@code bench/events/run} runs it, {@code bench/README.md} tells what came out. */
@NullMarked
package dev.safelight.bootstrap.bench;

import org.jspecify.annotations.NullMarked;
