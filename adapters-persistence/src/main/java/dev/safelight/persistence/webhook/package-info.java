@NullMarked
package dev.safelight.persistence.webhook;

import org.jspecify.annotations.NullMarked;
