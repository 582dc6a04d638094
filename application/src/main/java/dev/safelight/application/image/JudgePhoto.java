package dev.safelight.application.image;

import dev.safelight.application.InWords;
import dev.safelight.application.Outage;
import dev.safelight.application.image.ExaminePhoto.Examined;
import dev.safelight.application.image.Images.Outcome;
import dev.safelight.application.job.Leases;
import dev.safelight.application.store.ObjectStore;
import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.Gallery;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Judgement;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.Neighbour;
import dev.safelight.domain.image.SetSize;
import dev.safelight.domain.rule.Evidence;
import dev.safelight.domain.rule.Measurements;
import dev.safelight.domain.rule.Policy;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a verified photo to its verdict: lease, examine, compare with the owner's gallery, judge, write. Whatever goes
 * wrong on the way is ours, never the photo's: it is tried again later, and ends in ERROR when the tries are used up.
 */
public final class JudgePhoto {

    /** Photos further apart than this are of no interest even to a policy that wants great variety. */
    private static final int NEAR = 96;

    private static final System.Logger LOG = System.getLogger(JudgePhoto.class.getName());

    private final Images images;
    private final ImageQueries queries;
    private final ExaminePhoto examine;
    private final Policy policy;
    private final SetSize size;
    private final LeaseKeeper leases;
    private final RetryTerms retry;

    public JudgePhoto(
            Images images,
            ImageQueries queries,
            ExaminePhoto examine,
            Policy policy,
            SetSize size,
            LeaseKeeper leases,
            RetryTerms retry) {
        this.images = images;
        this.queries = queries;
        this.examine = examine;
        this.policy = policy;
        this.size = size;
        this.leases = leases;
        this.retry = retry;
    }

    /**
     * Does what the image needs now; nothing, if somebody was faster.
     *
     * @return how long to leave it alone, when somebody else is at it
     * @throws InterruptedException when asked to stop; the image was handed back
     * @throws Outage when the database cannot be reached; the image's lease, if any, runs out by itself
     */
    public Optional<Duration> judge(ImageId id) throws InterruptedException {
        if (!(images.find(id).orElse(null) instanceof Image.Processing waiting)) {
            return Optional.empty();
        }
        Instant now = retry.now();
        if (waiting.due().isAfter(now)) {
            return Optional.of(Duration.between(now, waiting.due()));
        }
        if (retry.usedUp(waiting.attempts())) {
            write(waiting.gaveUp(retry.incident(RetryTerms.WORKER_DIED), now));
            return Optional.empty();
        }
        Lease lease = leases.fresh();
        Change taking = waiting.leased(lease, now);
        if (write(taking) == Outcome.APPLIED) {
            judgeUnder(lease, (Image.Processing) taking.after());
        }
        return Optional.empty();
    }

    private void judgeUnder(Lease lease, Image.Processing photo) throws InterruptedException {
        try (Leases.Kept kept = leases.keep(photo.id(), lease)) {
            try {
                Examined examined = examine.examine(photo, lease);
                settle(photo, lease, examined);
            } catch (InterruptedException stopped) {
                if (!kept.isLost()) {
                    write(photo.handedBack(retry.now()));
                    throw stopped;
                }
            }
        } catch (ObjectStore.Gone gone) {
            // No retry brings the bytes back, and the user is not to blame for what happens inside the store.
            retry.failed(photo.attempts(), gone);
            giveUp(photo, gone);
        } catch (Outage outage) {
            LOG.log(Level.WARNING, "attempt {0} at {1} failed: {2}", photo.attempts(), photo.id(), outage.getMessage());
            tryLater(photo, outage);
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "attempt " + photo.attempts() + " at " + photo.id() + " failed on a bug", bug);
            tryLater(photo, bug);
        }
    }

    /**
     * Decides on the gallery as it is, and again whenever another photo of the owner joined or left it meanwhile. No second
     * look is taken twice: a photo that needs many of them would else be behind the gallery for as long as others join.
     */
    private void settle(Image.Processing photo, Lease lease, Examined examined) throws InterruptedException {
        Map<ImageId, Boolean> looks = new HashMap<>();
        while (!Thread.interrupted()) {
            Change verdict = verdict(photo, examined, looks);
            if (write(verdict) == Outcome.APPLIED) {
                if (photo.attempts() > 1) {
                    examine.tidy((Image.Judged) verdict.after());
                }
                return;
            }
            if (!isStillOurs(photo)) {
                examine.undo(photo.id(), lease);
                return;
            }
        }
        throw new InterruptedException("asked to stop");
    }

    private Change verdict(Image.Processing photo, Examined examined, Map<ImageId, Boolean> looks) {
        Measurements measured = examined.measurements();
        Gallery gallery = queries.gallery(
                photo.owner(),
                photo.id(),
                measured.sha256(),
                measured.pixels().map(Measurements.Pixels::fingerprint),
                NEAR);
        Judgement judgement = Judgement.of(new Evidence(measured, nearest(examined, gallery, looks)), policy);
        return photo.judged(judgement, examined.derivatives(), gallery, retry.now());
    }

    /** Photos that only their fingerprints take for this one are passed over. */
    private Optional<Neighbour> nearest(Examined examined, Gallery gallery, Map<ImageId, Boolean> looks) {
        return gallery.near().stream()
                .filter(other -> other.identical() || !looks.computeIfAbsent(other.id(), id -> isAnother(examined, id)))
                .findFirst();
    }

    /** A photo that left the gallery meanwhile needs no look: the verdict cannot be written anyway. */
    private boolean isAnother(Examined examined, ImageId other) {
        return images.find(other)
                .filter(Image.Accepted.class::isInstance)
                .map(Image.Accepted.class::cast)
                .filter(accepted -> examine.isAnother(examined, accepted))
                .isPresent();
    }

    private boolean isStillOurs(Image.Processing photo) {
        return images.find(photo.id())
                .filter(now -> now.life().version() == photo.life().version())
                .isPresent();
    }

    private void tryLater(Image.Processing photo, RuntimeException failure) {
        retry.failed(photo.attempts(), failure);
        if (retry.usedUp(photo.attempts())) {
            giveUp(photo, failure);
        } else {
            write(photo.postponed(InWords.of(failure), retry.nextTry(photo.attempts()), retry.now()));
        }
    }

    private void giveUp(Image.Processing photo, RuntimeException failure) {
        var incident = retry.incident(InWords.of(failure));
        LOG.log(Level.ERROR, "incident {0}: gave up on {1}: {2}", incident.id(), photo.id(), incident.summary());
        write(photo.gaveUp(incident, retry.now()));
    }

    private Outcome write(Change change) {
        return images.apply(change, size);
    }
}
