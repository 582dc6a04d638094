/** Folders of this machine. */
@NullMarked
package dev.safelight.bootstrap.file;

import org.jspecify.annotations.NullMarked;
