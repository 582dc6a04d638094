/** What a browser sees: the upload page, the API documentation, the list of problems. */
@NullMarked
package dev.safelight.web.page;

import org.jspecify.annotations.NullMarked;
