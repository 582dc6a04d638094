/** Signed object URLs, for stores that have no HTTP server of their own. */
@NullMarked
package dev.safelight.web.store;

import org.jspecify.annotations.NullMarked;
