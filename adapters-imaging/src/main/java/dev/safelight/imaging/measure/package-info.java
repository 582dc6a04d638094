/** What is measured on the pixels of a photo. */
@NullMarked
package dev.safelight.imaging.measure;

import org.jspecify.annotations.NullMarked;
