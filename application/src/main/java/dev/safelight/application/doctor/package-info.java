/** Finds out whether the world around us is as we need it, and says what to do where it is not. */
@NullMarked
package dev.safelight.application.doctor;

import org.jspecify.annotations.NullMarked;
