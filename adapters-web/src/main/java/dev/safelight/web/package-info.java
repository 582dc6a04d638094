/** The HTTP server: every address in {@link dev.safelight.web.Routes}, one endpoint class a feature. */
@NullMarked
package dev.safelight.web;

import org.jspecify.annotations.NullMarked;
