/** Telling receivers elsewhere what happened, as Standard Webhooks has it. */
@NullMarked
package dev.safelight.application.webhook;

import org.jspecify.annotations.NullMarked;
