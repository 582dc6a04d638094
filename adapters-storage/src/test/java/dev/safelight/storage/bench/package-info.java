/** The archive's benchmark: see {@code bench/archive}. */
@NullMarked
package dev.safelight.storage.bench;

import org.jspecify.annotations.NullMarked;
