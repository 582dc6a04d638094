/** The queue benchmark: {@code bench/queue/run} runs it, {@code bench/README.md} tells what came out. */
@NullMarked
package dev.safelight.queue.bench;

import org.jspecify.annotations.NullMarked;
