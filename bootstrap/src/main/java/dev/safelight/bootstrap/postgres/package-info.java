/** A real PostgreSQL of our own, for those who bring none. */
@NullMarked
package dev.safelight.bootstrap.postgres;

import org.jspecify.annotations.NullMarked;
