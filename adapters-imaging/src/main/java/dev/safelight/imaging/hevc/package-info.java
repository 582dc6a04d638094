/**
 * Still pictures of HEVC (ITU-T H.265): what HEIC holds. Intra slices of 8 to 12 bits, gray, 4:2:0, 4:2:2 and 4:4:4.
 * Clause numbers are those of ITU-T H.265.
 */
@NullMarked
package dev.safelight.imaging.hevc;

import org.jspecify.annotations.NullMarked;
