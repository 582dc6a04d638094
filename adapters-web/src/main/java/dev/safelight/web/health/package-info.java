/** Whether we live, are ready, and what we depend on works. */
@NullMarked
package dev.safelight.web.health;

import org.jspecify.annotations.NullMarked;
