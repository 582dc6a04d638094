/** Archives of photos: asking for them, following them, fetching them; and the older service's routes. */
@NullMarked
package dev.safelight.web.download;

import org.jspecify.annotations.NullMarked;
