/** Spans: what was done, for how long, and as part of what. Decorators round ports; the adapters inside know nothing of it. */
@NullMarked
package dev.safelight.telemetry.trace;

import org.jspecify.annotations.NullMarked;
