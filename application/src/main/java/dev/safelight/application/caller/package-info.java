/** Programs that call us on behalf of their users, known by a key. */
@NullMarked
package dev.safelight.application.caller;

import org.jspecify.annotations.NullMarked;
