/** Puts the program together: settings, the embedded database, every object once, and the way in and out. */
@NullMarked
package dev.safelight.bootstrap;

import org.jspecify.annotations.NullMarked;
