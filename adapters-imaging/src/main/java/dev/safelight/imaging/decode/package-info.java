/** From the bytes of a file to rows of pixels, through ImageIO and TwelveMonkeys, held to a time limit. */
@NullMarked
package dev.safelight.imaging.decode;

import org.jspecify.annotations.NullMarked;
