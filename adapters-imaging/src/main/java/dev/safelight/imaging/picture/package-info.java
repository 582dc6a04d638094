/** Pictures in memory, and what is done to them. */
@NullMarked
package dev.safelight.imaging.picture;

import org.jspecify.annotations.NullMarked;
