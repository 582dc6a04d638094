/** Requests that may be repeated without being done twice. */
@NullMarked
package dev.safelight.web.idempotency;

import org.jspecify.annotations.NullMarked;
