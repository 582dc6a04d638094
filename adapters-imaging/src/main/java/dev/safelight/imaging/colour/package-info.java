/** What the numbers of a picture mean: ICC profiles. Needs nothing but Java. */
@NullMarked
package dev.safelight.imaging.colour;

import org.jspecify.annotations.NullMarked;
