/** Uploads, images and sets over HTTP. */
@NullMarked
package dev.safelight.web.image;

import org.jspecify.annotations.NullMarked;
