/** How fast the queue in PostgreSQL is; started by {@code bench/postgres-queue/run}. */
@NullMarked
package dev.safelight.persistence.bench;

import org.jspecify.annotations.NullMarked;
