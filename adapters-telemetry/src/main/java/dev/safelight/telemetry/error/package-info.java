/** Tells Sentry of what is our own fault, from outside: as decorators round ports and requests. */
@NullMarked
package dev.safelight.telemetry.error;

import org.jspecify.annotations.NullMarked;
