package dev.safelight.application.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.Outage;
import dev.safelight.application.testing.Availability;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.domain.image.Upload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Stores with one defect each, after which they are named. The contract is worth what it catches of them. */
final class BrokenObjectStores {

    private BrokenObjectStores() {}

    /** What the defects are made of. */
    abstract static class Broken extends MemoryObjectStore {

        Broken(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        static boolean isRefused(Served served, Refusal code) {
            return served instanceof Served.Refused refused && refused.code() == code;
        }

        /** Says yes to what should have been refused. */
        final Served force(String key) {
            keep(key, key.getBytes(UTF_8));
            return new Served.Stored("forced");
        }
    }

    /** Takes an upload that should have been refused for one certain reason. */
    static final class Overlooks extends Broken {

        private final Refusal reason;

        Overlooks(InstantSource clock, Availability availability, Refusal reason) {
            super(clock, availability);
            this.reason = reason;
        }

        @Override
        public Served receive(
                String key,
                Map<String, String> query,
                Optional<Long> announcedLength,
                Optional<String> contentType,
                InputStream body)
                throws IOException {
            Served served = super.receive(key, query, announcedLength, contentType, body);
            return isRefused(served, reason) ? force(key) : served;
        }
    }

    static final class KeepsHalfOfARefusedFile extends Broken {

        KeepsHalfOfARefusedFile(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public Served receive(
                String key,
                Map<String, String> query,
                Optional<Long> announcedLength,
                Optional<String> contentType,
                InputStream body)
                throws IOException {
            byte[] bytes = body.readAllBytes();
            InputStream again = new ByteArrayInputStream(bytes);
            Served served = super.receive(key, query, announcedLength, contentType, again);
            if (isRefused(served, Refusal.LENGTH_MISMATCH)) {
                keep(key, bytes);
            }
            return served;
        }
    }

    /** Asks whether the place is free and writes later, as if nobody else could come in between. */
    static final class LooksBeforeItLeaps extends Broken {

        private final CountDownLatch twoHaveLooked = new CountDownLatch(2);

        LooksBeforeItLeaps(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public Served receive(
                String key,
                Map<String, String> query,
                Optional<Long> announcedLength,
                Optional<String> contentType,
                InputStream body)
                throws IOException {
            if (look(key).isPresent()) {
                return new Served.Refused(Refusal.ALREADY_UPLOADED);
            }
            twoHaveLooked.countDown();
            awaitQuietly(twoHaveLooked);
            Served served = super.receive(key, query, announcedLength, contentType, body);
            return isRefused(served, Refusal.ALREADY_UPLOADED) ? force(key) : served;
        }

        private static void awaitQuietly(CountDownLatch latch) throws IOException {
            try {
                if (!latch.await(5, TimeUnit.SECONDS)) {
                    throw new IOException("nobody else came");
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException(interrupted);
            }
        }
    }

    static final class PinsNothing extends Broken {

        PinsNothing(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public InputStream read(StoredObject pin, long offset, long length) {
            return super.read(look(pin.key()).orElse(pin), offset, length);
        }
    }

    static final class ReadsFromTheStart extends Broken {

        ReadsFromTheStart(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public InputStream read(StoredObject pin, long offset, long length) {
            return super.read(pin, 0, length);
        }
    }

    static final class ReadsToTheEnd extends Broken {

        ReadsToTheEnd(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public InputStream read(StoredObject pin, long offset, long length) {
            return super.read(pin, offset, Long.MAX_VALUE);
        }
    }

    static final class TakesAnOutageForAbsence extends Broken {

        TakesAnOutageForAbsence(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public Optional<StoredObject> look(String key) {
            try {
                return super.look(key);
            } catch (Outage swallowed) {
                return Optional.empty();
            }
        }
    }

    static final class AsksTheStoreToSign extends Broken {

        AsksTheStoreToSign(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public SignedUpload signUpload(Upload upload, Duration validFor) {
            insistOnBeingUp();
            return super.signUpload(upload, validFor);
        }
    }

    static final class AttestsAnotherHash extends Broken {

        AttestsAnotherHash(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public Optional<StoredObject> look(String key) {
            return super.look(key)
                    .map(there ->
                            new StoredObject(key, there.size(), there.etag(), Optional.of(Sha256.of(new byte[0]))));
        }
    }

    static final class QuotesItsEtags extends Broken {

        QuotesItsEtags(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public Optional<StoredObject> look(String key) {
            return super.look(key)
                    .map(there -> new StoredObject(key, there.size(), '"' + there.etag() + '"', there.sha256()));
        }
    }

    static final class NeverOverwrites extends Broken {

        NeverOverwrites(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public StoredObject write(String key, String contentType, byte[] bytes) {
            return look(key).orElseGet(() -> super.write(key, contentType, bytes));
        }
    }

    /** Stores what came before the fault, as a stream straight into a file does. */
    static final class KeepsHalfOfABrokenStream extends Broken {

        KeepsHalfOfABrokenStream(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public StoredObject write(String key, String contentType, InputStream bytes) throws IOException {
            ByteArrayOutputStream taken = new ByteArrayOutputStream();
            try {
                bytes.transferTo(taken);
            } finally {
                keep(key, taken.toByteArray());
            }
            return write(key, contentType, taken.toByteArray());
        }
    }

    /** Takes a fault for the end: what is there looks whole and is not. */
    static final class TakesAFaultForTheEnd extends Broken {

        TakesAFaultForTheEnd(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public StoredObject write(String key, String contentType, InputStream bytes) {
            ByteArrayOutputStream taken = new ByteArrayOutputStream();
            try {
                bytes.transferTo(taken);
            } catch (IOException end) {
                // It is not the end.
            }
            return write(key, contentType, taken.toByteArray());
        }
    }

    /** Deletes what was there to make room for what is to come. */
    static final class MakesRoomTooEarly extends Broken {

        MakesRoomTooEarly(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public StoredObject write(String key, String contentType, InputStream bytes) throws IOException {
            lose(key);
            return super.write(key, contentType, bytes);
        }
    }

    /** Sends whole parts only, and forgets the last one, which is shorter. */
    static final class ForgetsTheLastPart extends Broken {

        ForgetsTheLastPart(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public StoredObject write(String key, String contentType, InputStream bytes) throws IOException {
            byte[] all = bytes.readAllBytes();
            int whole = all.length < PART ? all.length : all.length / PART * PART;
            return write(key, contentType, Arrays.copyOf(all, whole));
        }
    }

    /** Takes a part that comes in drops for the last one. */
    static final class ReadsOnceForAPart extends Broken {

        ReadsOnceForAPart(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public StoredObject write(String key, String contentType, InputStream bytes) throws IOException {
            byte[] part = new byte[PART];
            int length = Math.max(0, bytes.read(part, 0, PART));
            return length < PART
                    ? write(key, contentType, Arrays.copyOf(part, length))
                    : super.write(key, contentType, new SequenceInputStream(new ByteArrayInputStream(part), bytes));
        }
    }

    static final class DeletesOnlyAThousand extends Broken {

        DeletesOnlyAThousand(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public void delete(Collection<String> keys) {
            super.delete(keys.stream().limit(1_000).toList());
        }
    }

    static final class CannotDeleteTwice extends Broken {

        CannotDeleteTwice(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public void delete(Collection<String> keys) {
            assertThat(keys).allMatch(key -> look(key).isPresent());
            super.delete(keys);
        }
    }

    static final class DeletesByPrefix extends Broken {

        DeletesByPrefix(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public void delete(Collection<String> keys) {
            keys.forEach(key ->
                    list(key.substring(0, key.lastIndexOf('/') + 1), "", 1_000).forEach(listed -> lose(listed.key())));
            super.delete(keys);
        }
    }

    static final class ListsBackwards extends Broken {

        ListsBackwards(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public List<Listed> list(String prefix, String after, int limit) {
            return super.list(prefix, after, limit).reversed();
        }
    }

    static final class ListsTheLastKeyAgain extends Broken {

        ListsTheLastKeyAgain(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public List<Listed> list(String prefix, String after, int limit) {
            String before = after.isEmpty() ? after : after.substring(0, after.length() - 1);
            return super.list(prefix, before, limit);
        }
    }

    static final class ListsFromTheTopWhenTheCursorIsGone extends Broken {

        ListsFromTheTopWhenTheCursorIsGone(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public List<Listed> list(String prefix, String after, int limit) {
            return super.list(prefix, look(after).isPresent() ? after : "", limit);
        }
    }

    static final class ListsBeyondItsPrefix extends Broken {

        ListsBeyondItsPrefix(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public List<Listed> list(String prefix, String after, int limit) {
            return super.list("", after, limit);
        }
    }

    static final class ForgetsWhenItStored extends Broken {

        ForgetsWhenItStored(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public List<Listed> list(String prefix, String after, int limit) {
            return super.list(prefix, after, limit).stream()
                    .map(listed -> new Listed(listed.key(), Instant.EPOCH))
                    .toList();
        }
    }

    static final class SweepsFinishedUploads extends Broken {

        SweepsFinishedUploads(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public void removeUnfinished(String prefix, Instant before) {
            list(prefix, "", 1_000).stream()
                    .filter(listed -> listed.storedAt().isBefore(before))
                    .forEach(listed -> lose(listed.key()));
        }
    }

    static final class EndsUploadsOfOthers extends Broken {

        EndsUploadsOfOthers(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public void removeUnfinished(String prefix, Instant before) {
            super.removeUnfinished("", before);
        }
    }

    static final class EndsUploadsThatHaveJustBegun extends Broken {

        EndsUploadsThatHaveJustBegun(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public void removeUnfinished(String prefix, Instant before) {
            super.removeUnfinished(prefix, Instant.MAX);
        }
    }

    /** Takes away what was sent, and has nothing against it being finished. */
    static final class FinishesWhatWasRemoved extends Broken {

        FinishesWhatWasRemoved(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public void removeUnfinished(String prefix, Instant before) {
            insistOnBeingUp();
        }
    }

    /** Goes on to the end of a stream, whatever happens. */
    static final class CannotBeInterrupted extends Broken {

        CannotBeInterrupted(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public StoredObject write(String key, String contentType, InputStream bytes) throws IOException {
            return write(key, contentType, bytes.readAllBytes());
        }
    }

    static final class OpensWithAnySignature extends Broken {

        OpensWithAnySignature(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public Served open(String key, Map<String, String> query) {
            URI url = signDownload(key, "me.jpg", "image/jpeg", Duration.ofMinutes(1));
            return super.open(key, SignedUrls.query(url));
        }
    }

    static final class OpensExpiredUrls extends Broken {

        OpensExpiredUrls(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public Served open(String key, Map<String, String> query) {
            Served served = super.open(key, query);
            URI url = signDownload(key, "me.jpg", "image/jpeg", Duration.ofMinutes(1));
            return isRefused(served, Refusal.URL_EXPIRED) ? super.open(key, SignedUrls.query(url)) : served;
        }
    }

    static final class GuessesTheTypeOfDownloads extends Broken {

        GuessesTheTypeOfDownloads(InstantSource clock, Availability availability) {
            super(clock, availability);
        }

        @Override
        public URI signDownload(String key, String filename, String contentType, Duration validFor) {
            return super.signDownload(key, filename, "application/octet-stream", validFor);
        }
    }
}
