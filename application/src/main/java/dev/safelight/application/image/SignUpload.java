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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
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

        /** Why there is no URL. */
        sealed interface Refused extends Signed {}

        /** Files like this can never be accepted. */
        record Hopeless(Code code, String why) implements Refused {}

        /** The set has no room. */
        record SetFull(int maximum) implements Refused {}

        /** The owner has as many images on their way as one may have. */
        record OwnerFull(int most, Duration retryAfter) implements Refused {}

        /** More work has piled up than we take in. */
        record BacklogFull(Duration retryAfter) implements Refused {}
    }

    private final Images images;
    private final Admission admission;
    private final ObjectStore store;
    private final Policy policy;
    private final UploadTerms terms;
    private final InstantSource clock;
    private final RandomGenerator random;

    public SignUpload(
            Images images,
            Admission admission,
            ObjectStore store,
            Policy policy,
            UploadTerms terms,
            InstantSource clock,
            RandomGenerator random) {
        this.images = images;
        this.admission = admission;
        this.store = store;
        this.policy = policy;
        this.terms = terms;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Signs for files of one set, as many of the good ones as there is room for, first come first served.
     *
     * @param files 1 to 100
     * @return one answer a file, in the order given
     */
    public List<Signed> sign(OwnerId owner, SetId set, List<File> files) {
        List<Optional<Signed.Hopeless>> hopeless =
                files.stream().map(this::hopeless).toList();
        List<Upload.Promise> hopeful = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            if (hopeless.get(i).isEmpty()) {
                hopeful.add(promise(owner, set, files.get(i)));
            }
        }
        Iterator<Signed> placed = place(hopeful).iterator();
        return hopeless.stream()
                .map(refusal -> refusal.isPresent() ? refusal.get() : placed.next())
                .toList();
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

    /** One answer a promise, in order. Whenever not all fit, those at the end are told why, and the others ask again. */
    private List<Signed> place(List<Upload.Promise> promises) {
        Deque<Signed> answers = new ArrayDeque<>();
        List<Upload.Promise> asked = promises.isEmpty() ? promises : cutToRoom(promises, answers);
        while (!asked.isEmpty()) {
            // Room may shrink between two tries but each try asks for less, so this ends.
            int most = asked.size() - 1;
            switch (images.add(asked, terms.set(), admission.mostOfOne())) {
                case Images.Added.All(var added) -> {
                    added.reversed().forEach(image -> answers.addFirst(grant(image)));
                    return List.copyOf(answers);
                }
                case Images.Added.SetFull(int free) -> {
                    Signed full = new Signed.SetFull(terms.set().maximum());
                    asked = cut(asked, Math.min(free, most), answers, tooMany -> full);
                }
                case Images.Added.OwnerFull(int free, int inWork) ->
                    asked = cut(asked, Math.min(free, most), answers, tooMany -> ownerFull(tooMany, inWork));
            }
        }
        return List.copyOf(answers);
    }

    /** Signing adds no work yet, but who uploads now what we could not take in then has sent his bytes for nothing. */
    private List<Upload.Promise> cutToRoom(List<Upload.Promise> promises, Deque<Signed> answers) {
        int kept = Math.min(admission.room(), promises.size());
        return cut(promises, kept, answers, tooMany -> new Signed.BacklogFull(admission.untilRoom()));
    }

    private Signed ownerFull(int tooMany, int inWork) {
        return new Signed.OwnerFull(admission.mostOfOne(), admission.untilRoomOfOne(tooMany, inWork));
    }

    /** The first {@code kept} of them; each of the others is answered by how many are too many with it. */
    private static List<Upload.Promise> cut(
            List<Upload.Promise> asked, int kept, Deque<Signed> answers, IntFunction<Signed> refusal) {
        for (int i = asked.size() - 1; i >= kept; i--) {
            answers.addFirst(refusal.apply(i + 1 - kept));
        }
        return asked.subList(0, kept);
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
                .map(heic -> " HEIC photos are not read here: choose “Most Compatible” in the camera"
                        + " settings, or export the photo as JPEG.")
                .orElse("");
        return "“" + file.contentType() + "” is not taken; send one of " + welcome + "." + hint;
    }

    private boolean rejects(Code code) {
        return policy.severity(code) == Severity.REJECT;
    }
}
