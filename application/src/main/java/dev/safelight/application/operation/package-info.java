/** What an operator sees across all owners, and can do about it. */
@NullMarked
package dev.safelight.application.operation;

import org.jspecify.annotations.NullMarked;
