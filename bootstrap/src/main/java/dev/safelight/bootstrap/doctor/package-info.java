/** What the doctor found, told to people and to programs. */
@NullMarked
package dev.safelight.bootstrap.doctor;

import org.jspecify.annotations.NullMarked;
