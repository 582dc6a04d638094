/** The settings: each declared once, all read once, every mistake told at once. */
@NullMarked
package dev.safelight.bootstrap.config;

import org.jspecify.annotations.NullMarked;
