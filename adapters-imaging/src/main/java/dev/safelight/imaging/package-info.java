/** Turns the bytes of a file into measurements and clean pictures, with ImageIO and TwelveMonkeys. */
@NullMarked
package dev.safelight.imaging;

import org.jspecify.annotations.NullMarked;
