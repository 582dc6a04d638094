package dev.safelight.application.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.safelight.application.Outage;
import dev.safelight.application.store.ObjectStore.Gone;
import dev.safelight.application.store.ObjectStore.Listed;
import dev.safelight.application.store.ObjectStore.SignedUpload;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.download.DownloadKeys;
import dev.safelight.domain.image.Filename;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.ObjectKeys;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.domain.image.Upload;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ObjectStore} promises, tried with real uploads to the URLs that it signs. */
public abstract class ObjectStoreContract {

    /** A download as it arrived. */
    public record Fetched(byte[] bytes, String contentType) {}

    protected static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final int RACERS = 64;

    /**
     * The time that the store under test believes. It starts at the real time, because a server of its own keeps that;
     * a test that wants an expired URL turns it back while it signs.
     */
    protected final TestClock clock = new TestClock(Instant.now());

    private final Random random = new Random();
    private ObjectStore store;

    /** A store with nothing in it, whose time is {@link #clock}. */
    protected abstract ObjectStore fresh() throws Exception;

    /** A store that cannot be reached at present. */
    protected abstract ObjectStore unreachable() throws Exception;

    /** Puts bytes to a signed URL with its headers; false when that is refused. */
    protected abstract boolean put(SignedUpload upload, byte[] bytes);

    /** Fetches from a signed URL; empty when that is refused or there is nothing. */
    protected abstract Optional<Fetched> get(URI url);

    /** Whether a look at an upload that came without a hash tells its SHA-256 as well. */
    protected boolean attestsSha256OfEveryUpload() {
        return true;
    }

    /** Whether a look at an upload that came with a hash tells its SHA-256. */
    protected boolean attestsSha256OfHashedUploads() {
        return true;
    }

    @BeforeEach
    void openTheStore() throws Exception {
        store = fresh();
    }

    /** The store of the test that runs. */
    protected final ObjectStore store() {
        return store;
    }

    @Test
    void what_was_put_is_there_with_its_size_and_its_bytes() throws IOException {
        byte[] photo = bytes(100_000);
        Upload upload = uploadOf(photo);

        assertThat(put(sign(upload), photo)).isTrue();

        StoredObject found = store.look(upload.objectKey()).orElseThrow();
        assertThat(found.key()).isEqualTo(upload.objectKey());
        assertThat(found.size()).isEqualTo(photo.length);
        assertThat(found.etag()).isNotBlank().doesNotContain("\"");
        assertThat(readAll(found)).isEqualTo(photo);
    }

    @Test
    void before_the_put_there_is_nothing() {
        Upload upload = uploadOf(bytes(10));
        sign(upload);
        assertThat(store.look(upload.objectKey())).isEmpty();
    }

    @Test
    void an_empty_file_can_be_put_when_it_was_promised() throws IOException {
        Upload upload = uploadOf(new byte[0]);
        assertThat(put(sign(upload), new byte[0])).isTrue();
        StoredObject found = store.look(upload.objectKey()).orElseThrow();
        assertThat(found.size()).isZero();
        assertThat(readAll(found)).isEmpty();
    }

    @Test
    void looking_twice_finds_the_same() {
        StoredObject written = store.write(anyKey(), "image/jpeg", bytes(100));
        assertThat(store.look(written.key())).isEqualTo(store.look(written.key()));
    }

    @Test
    void the_signed_url_can_be_used_from_the_moment_it_is_given_until_it_expires() {
        Upload upload = uploadOf(bytes(10));
        SignedUpload signed = store.signUpload(upload, FIVE_MINUTES);
        assertThat(signed.expiresAt())
                .isBetween(
                        clock.instant().plus(FIVE_MINUTES).truncatedTo(ChronoUnit.SECONDS),
                        clock.instant().plus(FIVE_MINUTES));
    }

    @Test
    void a_shorter_file_is_refused_and_leaves_nothing() {
        Upload upload = uploadOf(bytes(1_000));
        assertThat(put(sign(upload), bytes(999))).isFalse();
        assertThat(store.look(upload.objectKey())).isEmpty();
    }

    @Test
    void a_longer_file_is_refused_and_leaves_nothing() {
        Upload upload = uploadOf(bytes(1_000));
        assertThat(put(sign(upload), bytes(1_001))).isFalse();
        assertThat(store.look(upload.objectKey())).isEmpty();
    }

    @Test
    void after_a_refusal_the_right_bytes_are_still_welcome() {
        byte[] photo = bytes(1_000);
        SignedUpload signed = sign(uploadOf(photo));
        assertThat(put(signed, bytes(999))).isFalse();
        assertThat(put(signed, photo)).isTrue();
    }

    @Test
    void another_type_is_refused_and_leaves_nothing() {
        byte[] photo = bytes(1_000);
        Upload upload = uploadOf(photo);
        assertThat(put(with(sign(upload), "Content-Type", "text/html"), photo)).isFalse();
        assertThat(store.look(upload.objectKey())).isEmpty();
    }

    @Test
    protected void other_bytes_than_the_promised_hash_are_refused_and_leave_nothing() {
        byte[] photo = bytes(1_000);
        Upload upload = hashedUploadOf(photo);
        assertThat(put(sign(upload), bytes(1_000))).isFalse();
        assertThat(store.look(upload.objectKey())).isEmpty();
    }

    @Test
    void the_bytes_of_the_promised_hash_are_taken() {
        byte[] photo = bytes(1_000);
        Upload upload = hashedUploadOf(photo);
        assertThat(put(sign(upload), photo)).isTrue();
        assertThat(store.look(upload.objectKey()).orElseThrow().sha256())
                .isEqualTo(attestsSha256OfHashedUploads() ? Optional.of(Sha256.of(photo)) : Optional.empty());
    }

    @Test
    void the_hash_of_an_upload_is_told_where_the_store_knows_it() {
        byte[] photo = bytes(1_000);
        Upload upload = uploadOf(photo);
        assertThat(put(sign(upload), photo)).isTrue();
        assertThat(store.look(upload.objectKey()).orElseThrow().sha256())
                .isEqualTo(attestsSha256OfEveryUpload() ? Optional.of(Sha256.of(photo)) : Optional.empty());
    }

    @Test
    void an_expired_url_is_refused_and_leaves_nothing() {
        byte[] photo = bytes(1_000);
        Upload upload = uploadOf(photo);
        SignedUpload expired = signedLongAgo(() -> store.signUpload(upload, FIVE_MINUTES));
        assertThat(put(expired, photo)).isFalse();
        assertThat(store.look(upload.objectKey())).isEmpty();
    }

    @Test
    void a_signature_for_one_key_is_worthless_for_another() {
        byte[] photo = bytes(1_000);
        Upload mine = uploadOf(photo);
        Upload other = uploadOf(photo);
        SignedUpload signed = sign(mine);
        URI bent = URI.create(signed.url().toString().replace(mine.objectKey(), other.objectKey()));

        assertThat(put(new SignedUpload(bent, signed.headers(), signed.expiresAt()), photo))
                .isFalse();
        assertThat(store.look(other.objectKey())).isEmpty();
    }

    @Test
    void a_url_without_its_signature_is_refused() {
        byte[] photo = bytes(1_000);
        Upload upload = uploadOf(photo);
        SignedUpload signed = sign(upload);
        URI bare = URI.create(signed.url().toString().replaceFirst("\\?.*", ""));
        assertThat(put(new SignedUpload(bare, signed.headers(), signed.expiresAt()), photo))
                .isFalse();
        assertThat(store.look(upload.objectKey())).isEmpty();
    }

    @Test
    void a_url_is_good_once_and_the_first_bytes_stay() throws IOException {
        byte[] first = bytes(1_000);
        Upload upload = uploadOf(first);
        SignedUpload signed = sign(upload);

        assertThat(put(signed, first)).isTrue();
        assertThat(put(signed, bytes(1_000))).isFalse();
        assertThat(readAll(store.look(upload.objectKey()).orElseThrow())).isEqualTo(first);
    }

    @Test
    void a_fresh_url_for_what_is_already_there_is_refused_too() throws IOException {
        byte[] first = bytes(1_000);
        Upload upload = uploadOf(first);

        assertThat(put(sign(upload), first)).isTrue();
        assertThat(put(sign(upload), bytes(1_000))).isFalse();
        assertThat(readAll(store.look(upload.objectKey()).orElseThrow())).isEqualTo(first);
    }

    @Test
    void of_many_racing_puts_exactly_one_wins_and_its_bytes_are_there() throws Exception {
        Upload upload = uploadOf(bytes(1_000));
        SignedUpload signed = sign(upload);
        List<byte[]> photos =
                IntStream.range(0, RACERS).mapToObj(i -> bytes(1_000)).toList();

        List<byte[]> winners = new ArrayList<>();
        try (ExecutorService racers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> taken = photos.stream()
                    .map(photo -> racers.submit(() -> put(signed, photo)))
                    .toList();
            for (int i = 0; i < RACERS; i++) {
                if (taken.get(i).get()) {
                    winners.add(photos.get(i));
                }
            }
        }

        assertThat(winners).hasSize(1);
        assertThat(readAll(store.look(upload.objectKey()).orElseThrow())).isEqualTo(winners.getFirst());
    }

    @Test
    void a_part_of_an_object_is_read_from_its_offset() throws IOException {
        byte[] photo = "0123456789".getBytes(UTF_8);
        StoredObject pin = store.write(anyKey(), "image/jpeg", photo);

        assertThat(text(store.read(pin, 0, 4))).isEqualTo("0123");
        assertThat(text(store.read(pin, 3, 4))).isEqualTo("3456");
        assertThat(text(store.read(pin, 8, 100))).isEqualTo("89");
        assertThat(text(store.read(pin, 8, Long.MAX_VALUE))).isEqualTo("89");
        assertThat(text(store.read(pin, 10, 4))).isEmpty();
        assertThat(text(store.read(pin, 3, 0))).isEmpty();
    }

    @Test
    void a_pin_insists_on_the_bytes_that_were_verified() {
        StoredObject pin = store.write(anyKey(), "image/jpeg", bytes(100));
        store.write(pin.key(), "image/jpeg", bytes(100));
        assertThatThrownBy(() -> readAll(pin)).isInstanceOf(Gone.class);
    }

    @Test
    void a_pin_on_what_was_deleted_is_gone() {
        StoredObject pin = store.write(anyKey(), "image/jpeg", bytes(100));
        store.delete(List.of(pin.key()));
        assertThatThrownBy(() -> readAll(pin)).isInstanceOf(Gone.class);
        assertThatThrownBy(() -> text(store.read(pin, 100, 1))).isInstanceOf(Gone.class);
    }

    @Test
    void what_we_write_is_there_as_it_was_described() throws IOException {
        byte[] photo = bytes(100_000);
        StoredObject written = store.write(anyKey(), "image/jpeg", photo);

        StoredObject found = store.look(written.key()).orElseThrow();
        assertThat(found.etag()).isEqualTo(written.etag());
        assertThat(found.size()).isEqualTo(written.size()).isEqualTo(photo.length);
        assertThat(readAll(written)).isEqualTo(photo);
    }

    @Test
    void what_we_write_overwrites() throws IOException {
        String key = anyKey();
        store.write(key, "image/jpeg", bytes(2_000));
        byte[] second = bytes(1_000);
        store.write(key, "image/jpeg", second);
        assertThat(readAll(store.look(key).orElseThrow())).isEqualTo(second);
    }

    @Test
    void a_stream_of_any_length_is_stored_whole_and_as_it_was_described() throws IOException {
        for (int length : new int[] {0, 1, ObjectStore.PART - 1, ObjectStore.PART, 2 * ObjectStore.PART + 12_345}) {
            byte[] archive = bytes(length);
            StoredObject written = store.write(anyKey(), "application/zip", inDrops(archive));

            assertThat(written.size()).as("%s bytes", length).isEqualTo(length);
            assertThat(written.sha256()).contains(Sha256.of(archive));
            StoredObject found = store.look(written.key()).orElseThrow();
            assertThat(found.etag()).isEqualTo(written.etag());
            assertThat(found.size()).isEqualTo(length);
            assertThat(Sha256.of(readAll(written))).as("%s bytes", length).isEqualTo(Sha256.of(archive));
        }
    }

    @Test
    void a_part_of_a_large_object_is_read_across_its_seams() throws IOException {
        byte[] archive = bytes(ObjectStore.PART + 1_000);
        StoredObject written = store.write(anyKey(), "application/zip", new ByteArrayInputStream(archive));
        try (InputStream seam = store.read(written, ObjectStore.PART - 10, 20)) {
            assertThat(seam.readAllBytes())
                    .isEqualTo(Arrays.copyOfRange(archive, ObjectStore.PART - 10, ObjectStore.PART + 10));
        }
    }

    @Test
    void a_stream_overwrites_too() throws IOException {
        StoredObject first = store.write(anyKey(), "application/zip", bytes(100));
        byte[] second = bytes(ObjectStore.PART + 1);
        store.write(first.key(), "application/zip", new ByteArrayInputStream(second));
        assertThat(Sha256.of(readAll(store.look(first.key()).orElseThrow()))).isEqualTo(Sha256.of(second));
        assertThatThrownBy(() -> readAll(first)).isInstanceOf(Gone.class);
    }

    @Test
    void a_stream_that_breaks_off_leaves_nothing_and_is_heard() {
        for (int length : new int[] {0, 1_000, ObjectStore.PART, 2 * ObjectStore.PART + 12_345}) {
            String key = anyKey();
            IOException fault = new IOException("the source went away");
            assertThatThrownBy(() -> store.write(key, "application/zip", thenFails(bytes(length), fault)))
                    .as("after %s bytes", length)
                    .isSameAs(fault);
            assertThat(store.look(key)).as("after %s bytes", length).isEmpty();
        }
        assertThat(store.list(ObjectKeys.ROOT, "", 10)).isEmpty();
    }

    @Test
    void a_stream_that_breaks_off_leaves_what_was_there_before() throws IOException {
        byte[] first = bytes(1_000);
        StoredObject there = store.write(anyKey(), "application/zip", first);
        IOException fault = new IOException("the source went away");
        assertThatThrownBy(() -> store.write(there.key(), "application/zip", thenFails(bytes(10_000_000), fault)))
                .isSameAs(fault);
        assertThat(readAll(there)).isEqualTo(first);
    }

    @Test
    void deleting_takes_away_these_and_no_others_however_often() {
        ImageId id = freshId();
        store.write(ObjectKeys.prefix(id) + "a.jpg", "image/jpeg", bytes(10));
        store.write(ObjectKeys.prefix(id) + "b.jpg", "image/jpeg", bytes(10));

        store.delete(List.of(ObjectKeys.prefix(id) + "a.jpg"));
        store.delete(List.of(ObjectKeys.prefix(id) + "a.jpg"));

        assertThat(keys(store.list(ObjectKeys.prefix(id), "", 10))).containsExactly(ObjectKeys.prefix(id) + "b.jpg");
    }

    @Test
    void any_number_of_keys_can_be_deleted_there_or_not() {
        List<String> many = new ArrayList<>(
                IntStream.range(0, 1_100).mapToObj(i -> anyKey()).toList());
        store.write(many.getFirst(), "image/jpeg", bytes(10));
        store.write(many.getLast(), "image/jpeg", bytes(10));

        store.delete(many);
        store.delete(List.of());

        assertThat(store.list(ObjectKeys.ROOT, "", 10)).isEmpty();
    }

    @Test
    void what_was_deleted_can_be_put_again() {
        byte[] photo = bytes(100);
        Upload upload = uploadOf(photo);
        assertThat(put(sign(upload), photo)).isTrue();
        store.delete(List.of(upload.objectKey()));
        assertThat(put(sign(upload), photo)).isTrue();
    }

    @Test
    void a_listing_is_in_the_order_of_the_keys() {
        List<String> written = writeSeveral();
        assertThat(keys(store.list(ObjectKeys.ROOT, "", 1_000))).isEqualTo(written);
    }

    @Test
    void a_listing_pages_without_a_gap_or_a_repeat() {
        List<String> written = writeSeveral();
        List<String> seen = new ArrayList<>();
        List<String> page;
        do {
            page = keys(store.list(ObjectKeys.ROOT, seen.isEmpty() ? "" : seen.getLast(), 2));
            assertThat(page).hasSizeLessThanOrEqualTo(2);
            seen.addAll(page);
        } while (!page.isEmpty() && seen.size() <= written.size());
        assertThat(seen).isEqualTo(written);
    }

    @Test
    void a_listing_goes_on_after_a_key_that_is_no_longer_there() {
        List<String> written = writeSeveral();
        store.delete(List.of(written.get(2)));
        assertThat(keys(store.list(ObjectKeys.ROOT, written.get(2), 1_000)))
                .isEqualTo(written.subList(3, written.size()));
    }

    @Test
    void a_listing_keeps_to_its_prefix() {
        writeSeveral();
        ImageId id = freshId();
        store.write(ObjectKeys.original(id), "image/jpeg", bytes(10));
        assertThat(keys(store.list(ObjectKeys.prefix(id), "", 10))).containsExactly(ObjectKeys.original(id));
        assertThat(store.list(ObjectKeys.prefix(freshId()), "", 10)).isEmpty();
    }

    @Test
    void a_listing_tells_when_each_was_stored() {
        store.write(anyKey(), "image/jpeg", bytes(10));
        Listed listed = store.list(ObjectKeys.ROOT, "", 10).getFirst();
        assertThat(listed.storedAt())
                .isBetween(clock.instant().minus(FIVE_MINUTES), clock.instant().plus(FIVE_MINUTES));
    }

    @Test
    void removing_what_is_unfinished_keeps_what_is_finished() {
        byte[] photo = bytes(100);
        Upload upload = uploadOf(photo);
        assertThat(put(sign(upload), photo)).isTrue();
        store.removeUnfinished(ObjectKeys.ROOT, clock.instant().plus(FIVE_MINUTES));
        assertThat(store.look(upload.objectKey())).isPresent();
    }

    @Test
    void a_large_write_whose_beginning_is_removed_fails_and_others_go_on() throws Exception {
        UUID removed = freshId().value();
        UUID other = freshId().value();
        String key = DownloadKeys.archive(removed, other);
        byte[] archive = bytes(3 * ObjectStore.PART);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Paused first = new Paused(archive, 2 * ObjectStore.PART);
            Paused second = new Paused(archive, 2 * ObjectStore.PART);
            Future<StoredObject> failing = threads.submit(() -> store.write(key, "application/zip", first));
            Future<StoredObject> working =
                    threads.submit(() -> store.write(DownloadKeys.archive(other, removed), "application/zip", second));
            first.awaitPause();
            second.awaitPause();

            store.removeUnfinished(DownloadKeys.prefix(removed), clock.instant().plus(FIVE_MINUTES));
            first.goOn();
            second.goOn();

            assertThatThrownBy(failing::get)
                    .cause()
                    .isInstanceOfSatisfying(
                            Outage.class,
                            outage -> assertThat(outage.retryHelps()).isTrue());
            assertThat(working.get().sha256()).contains(Sha256.of(archive));
        }
        assertThat(keys(store.list(DownloadKeys.ROOT, "", 10))).containsExactly(DownloadKeys.archive(other, removed));
    }

    @Test
    void a_large_write_that_began_later_is_not_removed() throws Exception {
        byte[] archive = bytes(3 * ObjectStore.PART);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Paused bytes = new Paused(archive, 2 * ObjectStore.PART);
            Future<StoredObject> writing = threads.submit(() -> store.write(anyKey(), "application/zip", bytes));
            bytes.awaitPause();
            store.removeUnfinished(ObjectKeys.ROOT, clock.instant().minus(FIVE_MINUTES));
            bytes.goOn();
            assertThat(writing.get().sha256()).contains(Sha256.of(archive));
        }
    }

    @Test
    void a_large_write_can_be_interrupted_and_leaves_nothing() throws Exception {
        String key = anyKey();
        Paused bytes = new Paused(bytes(4 * ObjectStore.PART), 2 * ObjectStore.PART);
        AtomicBoolean stillInterrupted = new AtomicBoolean();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread writing = Thread.startVirtualThread(() -> {
            thrown.set(catchThrowable(() -> store.write(key, "application/zip", bytes)));
            stillInterrupted.set(Thread.currentThread().isInterrupted());
        });
        bytes.awaitPause();
        writing.interrupt();
        bytes.goOn();
        writing.join();
        assertThat(thrown.get()).isInstanceOf(InterruptedIOException.class);
        assertThat(stillInterrupted).isTrue();
        assertThat(store.look(key)).isEmpty();
    }

    @Test
    void objects_of_downloads_lie_beside_those_of_images() throws IOException {
        UUID id = freshId().value();
        UUID token = UUID.randomUUID();
        byte[] archive = bytes(1_000);
        StoredObject zip = store.write(DownloadKeys.archive(id, token), "application/zip", archive);
        StoredObject json = store.write(DownloadKeys.manifest(id, token), "application/json", bytes(10));
        String image = anyKey();
        store.write(image, "image/jpeg", bytes(10));

        assertThat(readAll(zip)).isEqualTo(archive);
        assertThat(keys(store.list(DownloadKeys.prefix(id), "", 10))).containsExactly(json.key(), zip.key());
        assertThat(keys(store.list("", "", 10))).containsExactly(json.key(), zip.key(), image);
        assertThat(keys(store.list("", zip.key(), 10))).containsExactly(image);
        assertThat(get(store.signDownload(zip.key(), "photos.zip", "application/zip", FIVE_MINUTES)))
                .isPresent();

        store.delete(List.of(zip.key(), json.key()));
        assertThat(keys(store.list("", "", 10))).containsExactly(image);
    }

    @Test
    void a_download_brings_the_bytes_with_the_type_that_was_asked_for() {
        byte[] photo = bytes(5_000);
        StoredObject written = store.write(anyKey(), "image/jpeg", photo);
        Fetched fetched = get(store.signDownload(written.key(), "me.jpg", "image/jpeg", FIVE_MINUTES))
                .orElseThrow();
        assertThat(fetched.bytes()).isEqualTo(photo);
        assertThat(fetched.contentType()).isEqualTo("image/jpeg");
    }

    @Test
    void a_download_may_be_named_in_any_script() {
        StoredObject written = store.write(anyKey(), "image/jpeg", bytes(10));
        for (String name : List.of("façade \"1\".jpg", "写真.jpg", "🌅 + 50%.jpg", "a;b\\c'd&e=f?.jpg")) {
            assertThat(get(store.signDownload(written.key(), name, "image/jpeg", FIVE_MINUTES)))
                    .as(name)
                    .isPresent();
        }
    }

    @Test
    void a_download_can_be_repeated() {
        StoredObject written = store.write(anyKey(), "image/jpeg", bytes(10));
        URI url = store.signDownload(written.key(), "me.jpg", "image/jpeg", FIVE_MINUTES);
        assertThat(get(url)).isPresent();
        assertThat(get(url)).isPresent();
    }

    @Test
    void a_download_url_for_one_key_is_worthless_for_another() {
        StoredObject mine = store.write(anyKey(), "image/jpeg", bytes(10));
        StoredObject other = store.write(anyKey(), "image/jpeg", bytes(10));
        String url = store.signDownload(mine.key(), "me.jpg", "image/jpeg", FIVE_MINUTES)
                .toString();
        assertThat(get(URI.create(url.replace(mine.key(), other.key())))).isEmpty();
    }

    @Test
    void an_expired_download_url_is_refused() {
        StoredObject written = store.write(anyKey(), "image/jpeg", bytes(10));
        URI expired = signedLongAgo(() -> store.signDownload(written.key(), "me.jpg", "image/jpeg", FIVE_MINUTES));
        assertThat(get(expired)).isEmpty();
    }

    @Test
    void a_download_of_nothing_is_refused() {
        assertThat(get(store.signDownload(anyKey(), "me.jpg", "image/jpeg", FIVE_MINUTES)))
                .isEmpty();
    }

    @Test
    void a_url_for_one_way_is_worthless_for_the_other() {
        byte[] photo = bytes(100);
        Upload upload = uploadOf(photo);
        SignedUpload up = sign(upload);
        URI down = store.signDownload(upload.objectKey(), "me.jpg", "image/jpeg", FIVE_MINUTES);

        assertThat(put(new SignedUpload(down, up.headers(), up.expiresAt()), photo))
                .isFalse();
        assertThat(put(up, photo)).isTrue();
        assertThat(get(up.url())).isEmpty();
    }

    @Test
    void a_store_out_of_reach_is_an_outage_and_never_an_absence() throws Exception {
        ObjectStore away = unreachable();
        StoredObject pin = new StoredObject(anyKey(), 10, "0".repeat(64), Optional.empty());
        assertOutage(() -> away.look(pin.key()));
        assertOutage(() -> away.read(pin, 0, 10).close());
        assertOutage(() -> away.write(pin.key(), "image/jpeg", bytes(10)));
        assertOutage(() -> away.write(pin.key(), "image/jpeg", new ByteArrayInputStream(bytes(10))));
        assertOutage(() -> away.write(pin.key(), "image/jpeg", new ByteArrayInputStream(bytes(10_000_000))));
        assertOutage(() -> away.delete(List.of(pin.key())));
        assertOutage(() -> away.list(ObjectKeys.ROOT, "", 10));
        assertOutage(() -> away.removeUnfinished(ObjectKeys.ROOT, clock.instant()));
    }

    @Test
    void signing_does_not_ask_the_store() throws Exception {
        ObjectStore away = unreachable();
        assertThat(away.signUpload(uploadOf(bytes(10)), FIVE_MINUTES).url()).isNotNull();
        assertThat(away.signDownload(anyKey(), "me.jpg", "image/jpeg", FIVE_MINUTES))
                .isNotNull();
    }

    private static void assertOutage(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(Outage.class);
    }

    /** Objects of three images in the order of their keys. */
    private List<String> writeSeveral() {
        List<String> written = IntStream.range(0, 3)
                .mapToObj(i -> freshId())
                .flatMap(id -> List.of("original", "thumbnail-1.jpg", "normalized-1.jpg").stream()
                        .map(name -> ObjectKeys.prefix(id) + name))
                .toList();
        written.forEach(key -> store.write(key, "image/jpeg", bytes(10)));
        return written.stream().sorted().toList();
    }

    private <T> T signedLongAgo(Supplier<T> sign) {
        clock.advance(Duration.ofHours(-2));
        T signed = sign.get();
        clock.advance(Duration.ofHours(2));
        return signed;
    }

    protected final SignedUpload sign(Upload upload) {
        return store.signUpload(upload, FIVE_MINUTES);
    }

    /** The same upload with one header changed. */
    protected static SignedUpload with(SignedUpload signed, String header, String value) {
        Map<String, String> headers = new HashMap<>(signed.headers());
        headers.put(header, value);
        return new SignedUpload(signed.url(), headers, signed.expiresAt());
    }

    /** A promise of these bytes by a client that did not hash them. */
    protected final Upload uploadOf(byte[] photo) {
        return upload(photo.length, Optional.empty());
    }

    /** A promise of these bytes by a client that did. */
    protected final Upload hashedUploadOf(byte[] photo) {
        return upload(photo.length, Optional.of(Sha256.of(photo)));
    }

    private Upload upload(long size, Optional<Sha256> sha256) {
        return new Upload(
                Upload.FIRST_FILE_ID,
                new Upload.Promise(
                        freshId(),
                        new OwnerId("somebody"),
                        SetId.DEFAULT,
                        new Filename("me.jpg"),
                        "image/jpeg",
                        Format.JPEG,
                        size,
                        sha256,
                        clock.instant(),
                        clock.instant().plus(FIVE_MINUTES)));
    }

    protected final ImageId freshId() {
        return ImageId.at(clock.instant(), random);
    }

    protected final String anyKey() {
        return ObjectKeys.original(freshId());
    }

    /** Some bytes, never the same twice. */
    protected final byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    protected final byte[] readAll(StoredObject pin) throws IOException {
        try (InputStream stream = store.read(pin, 0, Long.MAX_VALUE)) {
            return stream.readAllBytes();
        }
    }

    /** A stream that gives a few bytes at a time, as those from a network do. */
    private static InputStream inDrops(byte[] bytes) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return super.read(into, offset, Math.min(length, 4_321));
            }

            @Override
            public void close() {
                throw new AssertionError("the stream is its owner's to close");
            }
        };
    }

    /** A stream that gives some of its bytes and then waits until it may go on; an interrupt does not reach it. */
    private static final class Paused extends FilterInputStream {

        private final CountDownLatch paused = new CountDownLatch(1);
        private final CountDownLatch mayGoOn = new CountDownLatch(1);
        private int untilPause;

        Paused(byte[] bytes, int untilPause) {
            super(new ByteArrayInputStream(bytes));
            this.untilPause = untilPause;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (untilPause == 0) {
                paused.countDown();
                awaitUninterruptibly(mayGoOn);
                return super.read(into, offset, length);
            }
            int got = super.read(into, offset, Math.min(length, untilPause));
            untilPause -= got;
            return got;
        }

        void awaitPause() throws InterruptedException {
            paused.await();
        }

        void goOn() {
            mayGoOn.countDown();
        }

        private static void awaitUninterruptibly(CountDownLatch latch) {
            boolean interrupted = false;
            boolean open = false;
            while (!open) {
                try {
                    latch.await();
                    open = true;
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static InputStream thenFails(byte[] bytes, IOException fault) {
        return new SequenceInputStream(new ByteArrayInputStream(bytes), new InputStream() {
            @Override
            public int read() throws IOException {
                throw fault;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                throw fault;
            }
        });
    }

    private static String text(InputStream stream) throws IOException {
        try (stream) {
            return new String(stream.readAllBytes(), UTF_8);
        }
    }

    private static List<String> keys(List<Listed> listing) {
        return listing.stream().map(Listed::key).toList();
    }
}
