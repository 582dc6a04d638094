/** Runs small convolutional networks stored as TensorFlow Lite files, on one thread, in plain Java. */
@NullMarked
package dev.safelight.imaging.tensor;

import org.jspecify.annotations.NullMarked;
