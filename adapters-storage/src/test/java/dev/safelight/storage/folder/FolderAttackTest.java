package dev.safelight.storage.folder;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.store.ObjectStore.Gone;
import dev.safelight.application.store.ObjectStore.SignedUpload;
import dev.safelight.application.store.SelfServed.Refusal;
import dev.safelight.application.store.SelfServed.Served;
import dev.safelight.application.store.SignedUrls;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.image.Filename;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.domain.image.Upload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody with a signed URL, or with none, may try. After each of it nothing is left in the folder. */
class FolderAttackTest {

    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(US_ASCII);
    private static final byte[] PHOTO = "twenty bytes of photo".substring(0, 20).getBytes(US_ASCII);

    @TempDir
    private Path outside;

    private final TestClock clock = new TestClock();
    private final ImageId id = ImageId.at(clock.instant(), new Random(1));
    private Path folder;
    private FolderObjectStore files;
    private SelfServedServer server;

    @BeforeEach
    void open() throws IOException {
        folder = outside.resolve("store");
        server = new SelfServedServer(() -> files);
        files = new FolderObjectStore(folder, server.url(), SECRET, clock);
        Files.writeString(outside.resolve("secret.txt"), "not yours");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "images/../../secret.txt",
                "../secret.txt",
                "../../../../../../etc/passwd",
                "/etc/passwd",
                "images/00000000-0000-0000-0000-000000000000/../../../secret.txt",
                "images/00000000-0000-0000-0000-000000000000/..",
                "images/00000000-0000-0000-0000-000000000000/.hidden",
                "images/00000000-0000-0000-0000-000000000000/a\u0000.jpg",
                "images/00000000-0000-0000-0000-000000000000/a\n.jpg",
                "images/00000000-0000-0000-0000-000000000000/a/b",
                "images/00000000-0000-0000-0000-000000000000/a\\b",
                "images/00000000-0000-0000-0000-000000000000/..%2f..%2fsecret.txt",
                "images/00000000-0000-0000-0000-000000000000/ORIGINAL",
                "images/00000000-0000-0000-0000-000000000000/",
                "images//original",
                ".incoming/x.part",
                "",
            })
    void no_key_leads_anywhere_else_not_even_with_a_good_signature(String key) throws IOException {
        UrlSignature signature = new UrlSignature(SECRET);
        String expires = Long.toString(clock.instant().plusSeconds(60).getEpochSecond());
        Map<String, String> up = signed(signature, "PUT", key, Map.of("expires", expires, "size", "20", "type", "a/b"));
        Map<String, String> down =
                signed(signature, "GET", key, Map.of("expires", expires, "name", "me", "type", "a/b"));

        assertThat(files.receive(key, up, Optional.of(20L), Optional.of("a/b"), new ByteArrayInputStream(PHOTO)))
                .isEqualTo(new Served.Refused(Refusal.BAD_SIGNATURE));
        assertThat(files.open(key, down)).isEqualTo(new Served.Refused(Refusal.BAD_SIGNATURE));
        assertThat(files.look(key)).isEmpty();
        assertThatThrownBy(() -> files.read(new StoredObject(key, 9, "0", Optional.empty()), 0, 9))
                .isInstanceOf(Gone.class);
        assertThatThrownBy(() -> files.write(key, "a/b", PHOTO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> files.signDownload(key, "me", "a/b", Duration.ofMinutes(1)))
                .isInstanceOf(IllegalArgumentException.class);
        files.delete(List.of(key));
        assertThat(outside.resolve("secret.txt")).hasContent("not yours");
        assertNothingStored();
    }

    private static Map<String, String> signed(
            UrlSignature signature, String method, String key, Map<String, String> terms) {
        return SignedUrls.query(URI.create("http://x/?" + signature.query(method, key, terms)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2e%2e%2f%2e%2e%2fsecret.txt", "..%2f..%2fsecret.txt", "images%2f..%2f..%2fsecret.txt"})
    void encoded_slashes_lead_nowhere_either(String path) {
        URI url = URI.create(server.url() + "v1/objects/" + path + "?signature=x");
        assertThat(SignedUrls.get(url)).isEmpty();
    }

    @Test
    void every_term_of_the_url_is_signed() {
        SignedUpload signed = files.signUpload(upload(Optional.of(Sha256.of(PHOTO))), Duration.ofMinutes(1));
        Map<String, String> query = SignedUrls.query(signed.url());
        assertThat(query).containsOnlyKeys("expires", "size", "type", "sha256", "signature");

        for (String name : query.keySet()) {
            Map<String, String> changed = new HashMap<>(query);
            changed.put(name, query.get(name) + "1");
            assertRefused(Refusal.BAD_SIGNATURE, changed);

            Map<String, String> leftOut = new HashMap<>(query);
            leftOut.remove(name);
            assertRefused(Refusal.BAD_SIGNATURE, leftOut);
        }
        Map<String, String> added = new HashMap<>(query);
        added.put("more", "1");
        assertRefused(Refusal.BAD_SIGNATURE, added);
        assertRefused(Refusal.BAD_SIGNATURE, Map.of());
    }

    @Test
    void another_secret_signs_for_nobody() {
        byte[] other = SECRET.clone();
        other[31] ^= 1;
        SignedUpload signed = new FolderObjectStore(outside.resolve("other"), server.url(), other, clock)
                .signUpload(upload(Optional.empty()), Duration.ofMinutes(1));
        assertRefused(Refusal.BAD_SIGNATURE, SignedUrls.query(signed.url()));
    }

    @Test
    void a_url_is_good_until_the_second_it_expires_and_no_longer() {
        SignedUpload signed = sign();
        clock.advance(Duration.ofSeconds(60));
        assertThat(SignedUrls.put(files, signed, PHOTO)).isEqualTo(new Served.Refused(Refusal.URL_EXPIRED));
        assertNothingStored();
        clock.advance(Duration.ofMillis(-1));
        assertThat(SignedUrls.put(files, signed, PHOTO)).isInstanceOf(Served.Stored.class);
    }

    @Test
    void each_refusal_says_why() throws IOException {
        SignedUpload signed = files.signUpload(upload(Optional.of(Sha256.of(PHOTO))), Duration.ofMinutes(1));
        Map<String, String> query = SignedUrls.query(signed.url());
        byte[] other = new byte[20];

        assertThat(files.receive(key(), query, Optional.of(20L), Optional.empty(), stream(PHOTO)))
                .isEqualTo(new Served.Refused(Refusal.CONTENT_TYPE_MISMATCH));
        assertThat(files.receive(key(), query, Optional.of(21L), Optional.of("image/jpeg"), stream(PHOTO)))
                .isEqualTo(new Served.Refused(Refusal.LENGTH_MISMATCH));
        assertThat(SignedUrls.put(files, signed, other)).isEqualTo(new Served.Refused(Refusal.CHECKSUM_MISMATCH));
        assertNothingStored();

        assertThat(SignedUrls.put(files, signed, PHOTO)).isInstanceOf(Served.Stored.class);
        assertThat(SignedUrls.put(files, signed, PHOTO)).isEqualTo(new Served.Refused(Refusal.ALREADY_UPLOADED));
    }

    @Test
    void a_body_that_says_no_length_is_measured_and_read_one_byte_too_far_at_most() throws IOException {
        SignedUpload signed = sign();
        InputStream endless = new SequenceInputStream(stream(new byte[21]), stream(new byte[1_000]));
        assertThat(SignedUrls.put(files, signed, endless, Optional.empty()))
                .isEqualTo(new Served.Refused(Refusal.LENGTH_MISMATCH));
        assertThat(endless.readAllBytes()).hasSize(1_000);
        assertThat(SignedUrls.put(files, signed, stream(new byte[19]), Optional.empty()))
                .isEqualTo(new Served.Refused(Refusal.LENGTH_MISMATCH));
        assertNothingStored();
    }

    @Test
    void a_body_that_breaks_off_leaves_nothing() {
        InputStream breaksOff = new SequenceInputStream(stream(new byte[10]), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return read();
            }
        });
        assertThatThrownBy(() -> SignedUrls.put(files, sign(), breaksOff, Optional.of(20L)))
                .isInstanceOf(IOException.class)
                .hasMessage("connection reset");
        assertNothingStored();
    }

    @Test
    void a_client_that_goes_away_in_the_middle_leaves_nothing() throws Exception {
        URI url = sign().url();
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            String head = "PUT " + url.getRawPath() + "?" + url.getRawQuery() + " HTTP/1.1\r\nHost: x\r\n"
                    + "Content-Type: image/jpeg\r\nContent-Length: 20\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(US_ASCII));
            socket.getOutputStream().write(new byte[10]);
        }
        assertThat(server.nextOutcome()).doesNotContain("Stored");
        assertNothingStored();
    }

    @Test
    void a_secret_of_another_length_is_not_accepted() {
        assertThatThrownBy(() -> new FolderObjectStore(folder, server.url(), new byte[31], clock))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private SignedUpload sign() {
        return files.signUpload(upload(Optional.empty()), Duration.ofMinutes(1));
    }

    private void assertRefused(Refusal code, Map<String, String> query) {
        try {
            assertThat(files.receive(key(), query, Optional.of(20L), Optional.of("image/jpeg"), stream(PHOTO)))
                    .isEqualTo(new Served.Refused(code));
        } catch (IOException cannotBe) {
            throw new AssertionError(cannotBe);
        }
        assertNothingStored();
    }

    private void assertNothingStored() {
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(Files::isRegularFile)).isEmpty();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private String key() {
        return upload(Optional.empty()).objectKey();
    }

    private static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private Upload upload(Optional<Sha256> sha256) {
        Upload.Promise promise = new Upload.Promise(
                id,
                new OwnerId("somebody"),
                SetId.DEFAULT,
                new Filename("me.jpg"),
                "image/jpeg",
                Format.JPEG,
                PHOTO.length,
                sha256,
                clock.instant(),
                clock.instant().plusSeconds(60));
        return new Upload(Upload.FIRST_FILE_ID, promise);
    }
}
