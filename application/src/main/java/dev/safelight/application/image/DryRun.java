package dev.safelight.application.image;

import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.rule.Code;
import dev.safelight.domain.rule.Policy;
import dev.safelight.domain.rule.Reason;
import dev.safelight.domain.rule.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Tries another policy on what was measured. Nothing is decoded and nothing changes. Likeness is judged against the
 * neighbour that was seen at the time.
 */
public final class DryRun {

    /** No run looks at more photos. */
    public static final int MOST = 100_000;

    private static final int PAGE = 1000;
    private static final int EXAMPLES = 20;

    private final ImageQueries images;

    public DryRun(ImageQueries images) {
        this.images = images;
    }

    /**
     * @param judged how many photos were looked at
     * @param accepted how many of them are accepted as things are (overrides included)
     * @param wouldBeAccepted how many would be
     * @param newlyRejected of those accepted, how many would not be; {@code newlyAccepted} the other way round
     * @param reasons how often each rule would reject
     * @param examples ids of some whose verdict would change
     */
    public record Outcome(
            int judged,
            int accepted,
            int wouldBeAccepted,
            int newlyRejected,
            int newlyAccepted,
            Map<Code, Integer> reasons,
            List<ImageId> examples) {}

    /**
     * @param since only photos judged since then
     * @param atMost newest first, 1 to {@link #MOST}
     */
    public Outcome run(Policy other, Instant since, int atMost) {
        Tally tally = new Tally();
        long before = Long.MAX_VALUE;
        while (tally.judged < atMost) {
            List<Image> page = images.judged(since, before, Math.min(PAGE, atMost - tally.judged));
            for (Image image : page) {
                if (image instanceof Image.Judged judged) {
                    tally.add(judged, other.judge(judged.judgement().evidence()));
                }
            }
            if (page.size() < PAGE) {
                break;
            }
            before = page.getLast().upload().fileId();
        }
        return tally.outcome();
    }

    private static final class Tally {
        private int judged;
        private int accepted;
        private int wouldBeAccepted;
        private int newlyRejected;
        private int newlyAccepted;
        private final Map<Code, Integer> reasons = new EnumMap<>(Code.class);
        private final List<ImageId> examples = new ArrayList<>();

        void add(Image.Judged image, Verdict verdict) {
            boolean is = image instanceof Image.Accepted;
            boolean would = verdict.accepted();
            judged++;
            accepted += is ? 1 : 0;
            wouldBeAccepted += would ? 1 : 0;
            newlyRejected += is && !would ? 1 : 0;
            newlyAccepted += !is && would ? 1 : 0;
            for (Reason reason : verdict.reasons()) {
                reasons.merge(reason.code(), 1, Integer::sum);
            }
            if (is != would && examples.size() < EXAMPLES) {
                examples.add(image.id());
            }
        }

        Outcome outcome() {
            return new Outcome(
                    judged, accepted, wouldBeAccepted, newlyRejected, newlyAccepted, reasons, List.copyOf(examples));
        }
    }
}
