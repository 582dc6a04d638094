@NullMarked
package dev.safelight.persistence.idempotency;

import org.jspecify.annotations.NullMarked;
