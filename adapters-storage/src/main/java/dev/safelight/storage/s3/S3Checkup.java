package dev.safelight.storage.s3;

import dev.safelight.application.Outage;
import dev.safelight.application.doctor.Check;
import dev.safelight.application.doctor.Checkup;
import dev.safelight.application.doctor.Notes;
import dev.safelight.application.store.ObjectStore;
import dev.safelight.storage.s3.S3Trial.Asked;
import dev.safelight.storage.s3.S3Trial.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries a bucket for real: as we use it, and with signed URLs as clients do. What it stores lies under {@link #PREFIX} and
 * is deleted again, together with what a checkup that was killed has left there more than a day ago.
 */
public final class S3Checkup implements Checkup {

    /** Of the objects with which the store is tried: no photo is ever kept there. */
    public static final String PREFIX = "doctor/";

    private static final Duration ABANDONED = Duration.ofDays(1);
    private static final int MOST = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(S3Checkup.class);

    private final S3Settings settings;
    private final InstantSource clock;
    private final S3Clients clients;
    private final S3ObjectStore store;
    private final String prefix;
    private final S3Trial ours;
    private final S3Trial theirs;
    private final S3Remedy remedy;
    private final List<Check> checks;

    /**
     * Opens no connection yet.
     *
     * @param origins of the pages that upload from browsers, such as {@code https://app.example.org}; {@code *} for all
     * @param random for the names of what it stores
     */
    public S3Checkup(S3Settings settings, List<String> origins, InstantSource clock, RandomGenerator random) {
        this.settings = settings;
        this.clock = clock;
        this.clients = new S3Clients(settings);
        this.store = new S3ObjectStore(settings, clock, random);
        this.prefix = PREFIX + HexFormat.of().toHexDigits(random.nextLong()) + "/";
        this.ours = new S3Trial(settings.asWeSeeIt(), clients.http(), clock);
        this.theirs = new S3Trial(settings, clients.http(), clock);
        this.remedy = new S3Remedy(settings);
        S3Probe probe = new S3Probe(settings, clients, clock, random);
        this.checks = new ArrayList<>(List.of(
                Check.vital("store.reachable", this::reachable),
                Check.of("store.clock", new S3ClockCheck(ours, clock)::look),
                Check.vital("store.region", this::region),
                Check.vital("store.bucket", this::bucket)));
        checks.addAll(new S3UrlChecks(theirs, remedy, settings.bucket(), prefix).checks());
        checks.addAll(new S3AbilityChecks(ours, probe, prefix).checks());
        checks.addAll(new S3BucketChecks(ours, theirs, remedy, settings.bucket(), prefix, origins).checks());
    }

    @Override
    public List<Check> checks() {
        return List.copyOf(checks);
    }

    private void reachable(Notes notes) {
        String endpoint = settings.endpoint().toString();
        try {
            ours.askUnsigned(Asked.get(""));
            notes.ok("the store answers", endpoint);
        } catch (IOException failure) {
            remedy.noteUnanswered(notes, failure, endpoint, "SAFELIGHT_S3_ENDPOINT");
        }
    }

    /** A store tells the right region in a header of whatever it answers, or in its refusal; many tell none. */
    private void region(Notes notes) throws IOException {
        Reply reply = ours.ask(listing());
        String told = reply.header("x-amz-bucket-region");
        String right = told.isEmpty() ? reply.element("Region") : told;
        if (right.isEmpty()
                || right.equals(settings.region())
                || settings.region().equals("auto")) {
            notes.ok("the region is not objected to", settings.region());
        } else {
            notes.error(
                    "the bucket is in another region",
                    "it is in " + right + ", and we say " + settings.region(),
                    "SAFELIGHT_S3_REGION=" + right);
        }
    }

    private void bucket(Notes notes) throws IOException {
        Reply reply = ours.ask(listing());
        if (reply.isGood()) {
            notes.ok("the bucket is there and lets us in", settings.bucket());
        } else {
            remedy.noteRefused(notes, "to list the bucket " + settings.bucket(), reply);
        }
    }

    private static Asked listing() {
        return Asked.ofBucket(Map.of("list-type", "2", "max-keys", "1", "prefix", PREFIX));
    }

    @Override
    public void close() {
        Set<String> left = new TreeSet<>(theirs.keys());
        left.addAll(ours.keys());
        try (store;
                clients) {
            if (!left.isEmpty()) {
                store.delete(left);
                removeWhatOthersLeft();
            }
        } catch (Outage outage) {
            LOG.warn("Some small objects stay under {}: {}", prefix, outage.getMessage());
        }
    }

    private void removeWhatOthersLeft() {
        Instant abandoned = clock.instant().minus(ABANDONED);
        store.delete(store.list(PREFIX, "", MOST).stream()
                .filter(object ->
                        object.key().startsWith(prefix) || object.storedAt().isBefore(abandoned))
                .map(ObjectStore.Listed::key)
                .toList());
    }
}
