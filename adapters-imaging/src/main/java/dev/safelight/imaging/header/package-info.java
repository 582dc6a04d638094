/** What a file says about itself, read by us and not by a decoder: bounded, and before any pixel is touched. */
@NullMarked
package dev.safelight.imaging.header;

import org.jspecify.annotations.NullMarked;
