/** The queue in Redis. */
@NullMarked
package dev.safelight.queue.redis;

import org.jspecify.annotations.NullMarked;
