/** What every decoder here shares: planes of samples, how a file is read, what is wrong with one. Needs nothing but Java. */
@NullMarked
package dev.safelight.imaging.codec;

import org.jspecify.annotations.NullMarked;
