package dev.safelight.application.operation;

import dev.safelight.domain.image.ImageId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What a test has written about images. */
public final class MemoryLogLines implements LogLines {

    private final Map<ImageId, List<Line>> lines = new ConcurrentHashMap<>();

    public void write(ImageId image, Line line) {
        lines.merge(
                image,
                List.of(line),
                (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
    }

    @Override
    public String process() {
        return "left/7";
    }

    @Override
    public List<Line> about(ImageId image) {
        return lines.getOrDefault(image, List.of());
    }
}
