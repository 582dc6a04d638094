/** The policy over HTTP. */
@NullMarked
package dev.safelight.web.rule;

import org.jspecify.annotations.NullMarked;
