package dev.safelight.bootstrap.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.safelight.application.Occasion;
import dev.safelight.application.Trace;
import dev.safelight.application.TraceContext;
import dev.safelight.application.operation.LogLines;
import dev.safelight.domain.image.ImageId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * Remembers the last lines that were about an image, whichever it was: {@link #KEPT} of them, each cut to {@link #LONGEST}
 * characters, so a few megabytes at most.
 */
public final class RecentLines extends UnsynchronizedAppenderBase<ILoggingEvent> implements LogLines {

    static final int KEPT = 10_000;
    static final int LONGEST = 500;

    private final String process;
    private final ArrayDeque<Kept> lines = new ArrayDeque<>();

    /** @param process what ours is called among others */
    public RecentLines(String process) {
        this.process = process;
    }

    private record Kept(String image, Line line) {}

    /** Called on the thread that logs; whoever writes about no image waits for nobody. */
    @Override
    protected void append(ILoggingEvent event) {
        String image = Occasion.facts().get(Occasion.Fact.IMAGE);
        if (image == null) {
            return;
        }
        Kept kept = new Kept(
                image,
                new Line(
                        event.getInstant(),
                        event.getLevel().toString(),
                        cut(event.getFormattedMessage()),
                        Optional.ofNullable(event.getThrowableProxy()).map(RecentLines::said),
                        Trace.context().map(TraceContext::traceId)));
        synchronized (lines) {
            if (lines.size() == KEPT) {
                lines.removeFirst();
            }
            lines.addLast(kept);
        }
    }

    @Override
    public String process() {
        return process;
    }

    @Override
    public List<Line> about(ImageId image) {
        String id = image.toString();
        List<Line> found;
        synchronized (lines) {
            found = lines.stream()
                    .filter(kept -> kept.image().equals(id))
                    .map(Kept::line)
                    .toList();
        }
        return found.subList(Math.max(0, found.size() - MOST), found.size());
    }

    private static String said(IThrowableProxy failure) {
        return cut(failure.getClassName() + ": " + failure.getMessage());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
