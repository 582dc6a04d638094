@NullMarked
package dev.safelight.persistence.job;

import org.jspecify.annotations.NullMarked;
