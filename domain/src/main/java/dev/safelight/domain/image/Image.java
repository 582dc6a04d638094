package dev.safelight.domain.image;

import java.time.Instant;
import java.util.Optional;

/**
 * One image in one of its seven states. Each state offers the moves that are legal from it and no others; a move does
 * nothing by itself but describes a {@link Change} that the store of images carries out, once, if nobody was faster.
 */
public sealed interface Image {

    Upload upload();

    Life life();

    Status status();

    /** When somebody must look at the image again if nothing happens before; empty once it is final. */
    Optional<Instant> dueAt();

    default ImageId id() {
        return upload().id();
    }

    default OwnerId owner() {
        return upload().owner();
    }

    /** The upload is signed for. Due at its deadline. */
    record AwaitingUpload(Upload upload, Life life) implements Image {

        /** Somebody (the client, the bucket, the sweeper) says that the bytes are there. */
        public Change arrived(String why, Instant now) {
            return Change.of(this, new Verifying(upload, life.next(now), 0, 0, now), why);
        }

        /** The deadline has passed and nothing is there. */
        public Change neverCame(Instant now) {
            return Change.of(
                    this,
                    new UploadFailed(upload, life.next(now), UploadFault.NEVER_ARRIVED),
                    "nothing was uploaded before the deadline");
        }

        @Override
        public Status status() {
            return Status.AWAITING_UPLOAD;
        }

        @Override
        public Optional<Instant> dueAt() {
            return Optional.of(upload.promise().deadline());
        }
    }

    /**
     * @param looks how often we have looked and found nothing
     * @param attempts how often the store could not be asked
     * @param due when to look next
     */
    record Verifying(Upload upload, Life life, int looks, int attempts, Instant due) implements Image {

        /** What is noted of a look that found nothing. */
        public static final String NOT_THERE_YET = "not there yet";

        /** Nothing there yet: look again later. */
        public Change lookAgain(Instant due, Instant now) {
            return Change.of(this, new Verifying(upload, life.next(now), looks + 1, 0, due), NOT_THERE_YET);
        }

        /** We could not ask the store: not the upload's fault, try again later. */
        public Change postponed(String why, Instant due, Instant now) {
            return Change.of(this, new Verifying(upload, life.next(now), looks, attempts + 1, due), why);
        }

        /** What is there is what was promised. */
        public Change verified(StoredObject object, Instant now) {
            return Change.of(
                    this,
                    new Processing(upload, life.next(now), object, 0, now, Optional.empty()),
                    "what is stored is what was promised");
        }

        public Change failed(UploadFault fault, String why, Instant now) {
            return Change.of(this, new UploadFailed(upload, life.next(now), fault), why);
        }

        public Change gaveUp(Incident incident, Instant now) {
            return Change.of(this, new Errored(upload, life.next(now), incident, Optional.empty()), "retries used up");
        }

        @Override
        public Status status() {
            return Status.VERIFYING;
        }

        @Override
        public Optional<Instant> dueAt() {
            return Optional.of(due);
        }
    }

    /**
     * @param object the pinned original
     * @param attempts how often a worker has begun, this time included
     * @param due when to begin, or begin again; while leased, when the lease ends
     */
    record Processing(Upload upload, Life life, StoredObject object, int attempts, Instant due, Optional<Lease> lease)
            implements Image {

        /** A worker begins. Counted at the start, so that a photo that kills its worker is not tried for ever. */
        public Change leased(Lease lease, Instant now) {
            return Change.of(
                    this,
                    new Processing(upload, life.next(now), object, attempts + 1, lease.until(), Optional.of(lease)),
                    lease.takenBy());
        }

        /** The worker could not finish for a reason of ours: try again later. */
        public Change postponed(String why, Instant due, Instant now) {
            return Change.of(
                    this, new Processing(upload, life.next(now), object, attempts, due, Optional.empty()), why);
        }

        /** The worker stops before it is done, as at shutdown: the next may begin at once and the attempt is not counted. */
        public Change handedBack(Instant now) {
            return Change.of(
                    this,
                    new Processing(upload, life.next(now), object, Math.max(0, attempts - 1), now, Optional.empty()),
                    Lease.HANDED_BACK);
        }

        /**
         * The verdict is reached, on the owner's {@code gallery} as it was seen.
         *
         * @param derivatives what was made from the photo; absent when it could not be decoded
         */
        public Change judged(Judgement judgement, Optional<Derivatives> derivatives, Gallery gallery, Instant now) {
            Life next = life.next(now);
            Image after = judgement.verdict().accepted()
                    ? new Accepted(upload, next, object, judgement, derivatives, Optional.empty())
                    : new Rejected(upload, next, object, judgement, derivatives, Optional.empty());
            return Change.judged(this, after, gallery);
        }

        public Change gaveUp(Incident incident, Instant now) {
            return Change.of(
                    this, new Errored(upload, life.next(now), incident, Optional.of(object)), "retries used up");
        }

        @Override
        public Status status() {
            return Status.PROCESSING;
        }

        @Override
        public Optional<Instant> dueAt() {
            return Optional.of(due);
        }
    }

    /** An image with a verdict. */
    sealed interface Judged extends Image {

        StoredObject object();

        Judgement judgement();

        /** Absent when the file could not be decoded. */
        Optional<Derivatives> derivatives();

        /** Absent when the verdict stands. */
        Optional<Overruling> overruling();

        @Override
        default Optional<Instant> dueAt() {
            return Optional.empty();
        }
    }

    /**
     * @param derivatives absent when it could not be decoded and is accepted all the same: by a policy without that
     *     rule, or by an operator
     * @param overruling who accepted it against the verdict, and why; absent when the verdict itself accepted it
     */
    record Accepted(
            Upload upload,
            Life life,
            StoredObject object,
            Judgement judgement,
            Optional<Derivatives> derivatives,
            Optional<Overruling> overruling)
            implements Judged {

        /** An operator rejects it all the same. */
        public Change overridden(Overruling against, Instant now) {
            Image after =
                    new Rejected(upload, life.nextChapter(now), object, judgement, derivatives, Optional.of(against));
            return Change.of(this, after, against.inWords());
        }

        @Override
        public Status status() {
            return Status.ACCEPTED;
        }
    }

    /**
     * @param derivatives absent when the file could not be decoded
     * @param overruling who rejected it against the verdict, and why; absent when the verdict itself rejected it
     */
    record Rejected(
            Upload upload,
            Life life,
            StoredObject object,
            Judgement judgement,
            Optional<Derivatives> derivatives,
            Optional<Overruling> overruling)
            implements Judged {

        /** An operator accepts it all the same. */
        public Change overridden(Overruling against, Instant now) {
            Image after =
                    new Accepted(upload, life.nextChapter(now), object, judgement, derivatives, Optional.of(against));
            return Change.of(this, after, against.inWords());
        }

        @Override
        public Status status() {
            return Status.REJECTED;
        }
    }

    record UploadFailed(Upload upload, Life life, UploadFault fault) implements Image {

        @Override
        public Status status() {
            return Status.UPLOAD_FAILED;
        }

        @Override
        public Optional<Instant> dueAt() {
            return Optional.empty();
        }
    }

    /** @param object the pinned original, if verification had come that far */
    record Errored(Upload upload, Life life, Incident incident, Optional<StoredObject> object) implements Image {

        /** Back to where it stopped, with its retries fresh. */
        public Change retried(Instant now) {
            Life next = life.nextChapter(now);
            Image after = object.<Image>map(pin -> new Processing(upload, next, pin, 0, now, Optional.empty()))
                    .orElseGet(() -> new Verifying(upload, next, 0, 0, now));
            return Change.of(this, after, "retried by hand");
        }

        @Override
        public Status status() {
            return Status.ERROR;
        }

        @Override
        public Optional<Instant> dueAt() {
            return Optional.empty();
        }
    }

    /** An operator's decision against the verdict. */
    record Overruling(String operator, String reason) {

        private String inWords() {
            return "override by " + operator + ": " + reason;
        }
    }
}
