/** What an operator sees of the queue, and can do to it. */
@NullMarked
package dev.safelight.web.job;

import org.jspecify.annotations.NullMarked;
