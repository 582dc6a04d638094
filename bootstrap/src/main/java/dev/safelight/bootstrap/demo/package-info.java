/** Shows what the program does, through its public API. */
@NullMarked
package dev.safelight.bootstrap.demo;

import org.jspecify.annotations.NullMarked;
