/** One line in the log for each step of a photo or a download. Decorators round ports, as all telemetry is. */
@NullMarked
package dev.safelight.telemetry.log;

import org.jspecify.annotations.NullMarked;
