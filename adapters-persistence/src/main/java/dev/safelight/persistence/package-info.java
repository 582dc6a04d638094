@NullMarked
package dev.safelight.persistence;

import org.jspecify.annotations.NullMarked;
