/** Downloads in PostgreSQL. */
@NullMarked
package dev.safelight.persistence.download;

import org.jspecify.annotations.NullMarked;
