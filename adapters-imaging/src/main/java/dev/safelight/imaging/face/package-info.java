/**
 * Finds faces, with MediaPipe's two networks: one sees the whole scene, the other close faces. Needs nothing but Java and
 * the networks' files, which the build puts beside these classes.
 */
@NullMarked
package dev.safelight.imaging.face;

import org.jspecify.annotations.NullMarked;
