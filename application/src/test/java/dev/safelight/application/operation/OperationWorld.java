package dev.safelight.application.operation;

import dev.safelight.application.download.Downloads;
import dev.safelight.application.image.ImagesWorld;

/** What an operator looks at, and the ways to look at it. */
public record OperationWorld(ImagesWorld images, Downloads downloads, Outlook outlook, Search search, Story story) {}
