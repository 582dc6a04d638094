@NullMarked
package dev.safelight.persistence.image;

import org.jspecify.annotations.NullMarked;
