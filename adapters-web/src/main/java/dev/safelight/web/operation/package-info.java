/** What an operator sees across all owners, and can do about it. */
@NullMarked
package dev.safelight.web.operation;

import org.jspecify.annotations.NullMarked;
