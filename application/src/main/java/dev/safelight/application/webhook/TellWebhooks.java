package dev.safelight.application.webhook;

import dev.safelight.application.event.EventLog;
import dev.safelight.application.webhook.FanOut.Latecomer;
import dev.safelight.application.webhook.FanOut.Told;
import dev.safelight.domain.event.Event;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Function;

/** Reads the log and writes down who must be told of what. Any number may do it at once; none leads. */
public final class TellWebhooks {

    private static final int PAGE = 500;
    private static final int LATECOMERS = 100;
    private static final System.Logger LOG = System.getLogger(TellWebhooks.class.getName());

    private final EventLog log;
    private final FanOut fanOut;
    private final Function<Event, String> text;

    /** @param text the JSON of an event, as it is told in every other way */
    public TellWebhooks(EventLog log, FanOut fanOut, Function<Event, String> text) {
        this.log = log;
        this.fanOut = fanOut;
        this.text = text;
    }

    /** Goes on to the end of the log, as it is now. */
    public void run() {
        catchUp();
        boolean more = true;
        while (more) {
            more = step();
        }
    }

    private boolean step() {
        long place = fanOut.place();
        EventLog.Page page = log.read(place, PAGE);
        if (page.missed()) {
            LOG.log(Level.WARNING, "events were forgotten before webhooks were told of them");
        }
        // An empty page moves nothing: to write that nothing happened would be something that happened.
        if (!page.events().isEmpty()) {
            fanOut.tell(place, page.upTo(), told(page.events()));
        }
        return page.more();
    }

    /** A download may have ended before somebody asked to be told of its end. */
    private void catchUp() {
        for (Latecomer late : fanOut.latecomers(LATECOMERS)) {
            String download = late.download().toString();
            long place = 0;
            EventLog.Page page;
            do {
                page = log.read(late.owner(), download, place, PAGE);
                place = page.upTo();
                List<Event> ends = page.events().stream()
                        .filter(event -> Webhook.ENDS_OF_DOWNLOADS.contains(event.type()))
                        .toList();
                if (!ends.isEmpty() || !page.more()) {
                    fanOut.catchUp(late.webhook(), told(ends));
                }
            } while (page.more());
        }
    }

    private List<Told> told(List<Event> events) {
        return events.stream()
                .map(event -> new Told(
                        event.id(), event.sequence(), event.type(), event.owner(), event.subject(), text.apply(event)))
                .toList();
    }
}
