/** Photos that nobody took: made by the program, for the demo and for every test. */
@NullMarked
package dev.safelight.imaging.sample;

import org.jspecify.annotations.NullMarked;
