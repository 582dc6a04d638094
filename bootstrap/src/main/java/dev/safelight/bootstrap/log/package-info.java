/** How the log is written: one line for each message, whatever names and texts of strangers are in it. */
@NullMarked
package dev.safelight.bootstrap.log;

import org.jspecify.annotations.NullMarked;
