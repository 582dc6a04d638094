@NullMarked
package dev.safelight.persistence.event;

import org.jspecify.annotations.NullMarked;
