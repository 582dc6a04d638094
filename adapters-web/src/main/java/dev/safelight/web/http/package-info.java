/** What all endpoints share: reading requests, answers, problems, the headers on every reply. */
@NullMarked
package dev.safelight.web.http;

import org.jspecify.annotations.NullMarked;
