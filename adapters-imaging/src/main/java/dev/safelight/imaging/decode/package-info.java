/** From the bytes of a file to planes, through our decoders or ImageIO and TwelveMonkeys, held to a time limit. */
@NullMarked
package dev.safelight.imaging.decode;

import org.jspecify.annotations.NullMarked;
