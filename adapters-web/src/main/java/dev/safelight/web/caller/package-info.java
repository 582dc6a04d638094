/** Who asks: owners by signed cookie or token, operators by key, and how often each may. */
@NullMarked
package dev.safelight.web.caller;

import org.jspecify.annotations.NullMarked;
