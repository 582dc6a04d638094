/** How clients hear what has happened: streams and polling over one log. */
@NullMarked
package dev.safelight.web.event;

import org.jspecify.annotations.NullMarked;
