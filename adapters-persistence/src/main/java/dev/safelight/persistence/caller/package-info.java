@NullMarked
package dev.safelight.persistence.caller;

import org.jspecify.annotations.NullMarked;
