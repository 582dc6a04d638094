/** Downloads: many photos as one archive, however long that takes. */
@NullMarked
package dev.safelight.application.download;

import org.jspecify.annotations.NullMarked;
