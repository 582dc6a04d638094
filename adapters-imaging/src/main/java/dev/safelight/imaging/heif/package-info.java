/**
 * Reads HEIF (ISO/IEC 23008-12) with HEVC inside, the photos of phones: the boxes of the container, and how a picture is
 * put together from coded ones. The coded ones are {@link dev.safelight.imaging.hevc}'s.
 */
@NullMarked
package dev.safelight.imaging.heif;

import org.jspecify.annotations.NullMarked;
