package dev.safelight.web.operation;

import java.util.Optional;

/**
 * Where an operator looks at what is not ours to show.
 *
 * @param traceUrl at a trace, with {@code {traceId}} in it
 * @param logUrl at what all processes wrote about an image, with {@code {imageId}} in it
 */
public record Elsewhere(Optional<String> traceUrl, Optional<String> logUrl) {}
