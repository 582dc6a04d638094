@NullMarked
package dev.safelight.persistence.secret;

import org.jspecify.annotations.NullMarked;
