/** What an operator sees and does, in PostgreSQL. */
@NullMarked
package dev.safelight.persistence.operation;

import org.jspecify.annotations.NullMarked;
