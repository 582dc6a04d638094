/** Figures for Prometheus: what is counted, timed and gauged, under which names. */
@NullMarked
package dev.safelight.telemetry.metric;

import org.jspecify.annotations.NullMarked;
