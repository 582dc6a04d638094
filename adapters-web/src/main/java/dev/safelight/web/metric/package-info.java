/** The figures of this process, and who may read them. */
@NullMarked
package dev.safelight.web.metric;

import org.jspecify.annotations.NullMarked;
