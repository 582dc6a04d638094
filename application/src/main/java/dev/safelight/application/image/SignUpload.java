package dev.safelight.application.image;

import dev.safelight.application.store.ObjectStore;
import dev.safelight.application.store.ObjectStore.SignedUpload;
import dev.safelight.domain.image.Filename;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.Status;
import dev.safelight.domain.image.Upload;
import dev.safelight.domain.rule.Code;
import dev.safelight.domain.rule.Limits;
import dev.safelight.domain.rule.Policy;
import dev.safelight.domain.rule.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Promises a place for a photo and hands out the URL to put it there. What can be known to be refused is refused here,
 * before a byte is sent.
 */
public final class SignUpload {

    /** No file larger than this is ever signed for, whatever the policy: it bounds what a worker holds in memory. */
    public static final long MAX_BYTES = 200L * 1024 * 1024;

    /** What a client announces. */
    public record File(String filename, String contentType, long size, Optional<Sha256> sha256) {}

    /** What came of one file. */
    public sealed interface Signed {
        record Granted(Image.AwaitingUpload image, SignedUpload url) implements Signed {}

        /** Files like this can never be accepted. */
        record Hopeless(Code code, String why) implements Signed {}

        /** The set has no room. */
        record SetFull(int maximum) implements Signed {}
    }

    private final Images images;
    private final ObjectStore store;
    private final Policy policy;
    private final UploadTerms terms;
    private final InstantSource clock;
    private final RandomGenerator random;

    public SignUpload(
            Images images,
            ObjectStore store,
            Policy policy,
            UploadTerms terms,
            InstantSource clock,
            RandomGenerator random) {
        this.images = images;
        this.store = store;
        this.policy = policy;
        this.terms = terms;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Signs for files of one set, as many of the good ones as it has room for, first come first served.
     *
     * @param files 1 to 100
     * @return one answer a file, in the order given
     */
    public List<Signed> sign(OwnerId owner, SetId set, List<File> files) {
        List<Signed> answers = new ArrayList<>();
        List<Upload.Promise> hopeful = new ArrayList<>();
        for (File file : files) {
            Optional<Signed.Hopeless> hopeless = hopeless(file);
            answers.add(
                    hopeless.isPresent()
                            ? hopeless.get()
                            : new Signed.SetFull(terms.set().maximum()));
            if (hopeless.isEmpty()) {
                hopeful.add(promise(owner, set, file));
            }
        }
        List<Image.AwaitingUpload> placed = place(hopeful);
        for (int i = 0, next = 0; i < answers.size() && next < placed.size(); i++) {
            if (answers.get(i) instanceof Signed.SetFull) {
                answers.set(i, grant(placed.get(next++)));
            }
        }
        return answers;
    }

    /** A fresh URL for an image that is still awaited; empty when the owner has none such. */
    public Optional<Resigned> signAgain(OwnerId owner, ImageId id) {
        return images.find(owner, id)
                .map(image -> image instanceof Image.AwaitingUpload awaited
                                && awaited.upload().promise().deadline().isAfter(clock.instant())
                        ? new Resigned.Fresh(grant(awaited))
                        : new Resigned.TooLate(image.status()));
    }

    /** What came of asking again. */
    public sealed interface Resigned {
        record Fresh(Signed.Granted granted) implements Resigned {}

        record TooLate(Status status) implements Resigned {}
    }

    private List<Image.AwaitingUpload> place(List<Upload.Promise> promises) {
        List<Upload.Promise> asked = promises;
        while (!asked.isEmpty()) {
            switch (images.add(asked, terms.set())) {
                case Images.Added.All all -> {
                    return all.images();
                }
                // Room may shrink between two tries but each try asks for less, so this ends.
                case Images.Added.SetFull full -> asked = asked.subList(0, Math.min(full.free(), asked.size() - 1));
            }
        }
        return List.of();
    }

    private Signed.Granted grant(Image.AwaitingUpload image) {
        Duration untilDeadline =
                Duration.between(clock.instant(), image.upload().promise().deadline());
        Duration validFor = untilDeadline.compareTo(terms.urlValidFor()) < 0 ? untilDeadline : terms.urlValidFor();
        return new Signed.Granted(image, store.signUpload(image.upload(), validFor));
    }

    private Upload.Promise promise(OwnerId owner, SetId set, File file) {
        Instant now = clock.instant();
        return new Upload.Promise(
                ImageId.at(now, random),
                owner,
                set,
                Filename.clean(file.filename()),
                file.contentType(),
                Format.ofMediaType(file.contentType()).orElseThrow(),
                file.size(),
                file.sha256(),
                now,
                now.plus(terms.deadline()));
    }

    private Optional<Signed.Hopeless> hopeless(File file) {
        Limits limits = policy.limits();
        Optional<Format> format = Format.ofMediaType(file.contentType());
        if (format.isEmpty()
                || (rejects(Code.UNSUPPORTED_FORMAT) && !limits.formats().contains(format.get()))) {
            return Optional.of(new Signed.Hopeless(Code.UNSUPPORTED_FORMAT, unsupported(file, limits)));
        }
        if (file.size() < 1 || (rejects(Code.FILE_TOO_SMALL) && file.size() < limits.minBytes())) {
            String why = file.size() + " bytes; at least " + Math.max(1, limits.minBytes()) + " are needed";
            return Optional.of(new Signed.Hopeless(Code.FILE_TOO_SMALL, why));
        }
        long most = rejects(Code.FILE_TOO_LARGE) ? Math.min(limits.maxBytes(), MAX_BYTES) : MAX_BYTES;
        if (file.size() > most) {
            String why = file.size() + " bytes; at most " + most + " are taken";
            return Optional.of(new Signed.Hopeless(Code.FILE_TOO_LARGE, why));
        }
        return Optional.empty();
    }

    private static String unsupported(File file, Limits limits) {
        String welcome = String.join(
                ", ", limits.formats().stream().map(Format::mediaType).sorted().toList());
        String hint = Format.ofMediaType(file.contentType())
                .filter(format -> format == Format.HEIC)
                .map(heic -> " HEIC photos are not read by this version: choose “Most Compatible” in the camera"
                        + " settings, or export the photo as JPEG.")
                .orElse("");
        return "“" + file.contentType() + "” is not taken; send one of " + welcome + "." + hint;
    }

    private boolean rejects(Code code) {
        return policy.severity(code) == Severity.REJECT;
    }
}
