/**
 * JPEG as cameras and phones make it (ITU-T T.81): decoded at full, half, quarter and eighth size, turned without loss,
 * and written. Planes of brightness and colour from end to end; red, green and blue do not occur here. Needs nothing but
 * Java and {@code codec}.
 */
@NullMarked
package dev.safelight.imaging.jpeg;

import org.jspecify.annotations.NullMarked;
