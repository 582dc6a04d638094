/** Webhooks: the routes about them, and the client that calls receivers. */
@NullMarked
package dev.safelight.web.webhook;

import org.jspecify.annotations.NullMarked;
