package dev.safelight.storage.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.store.ObjectStore.Listed;
import dev.safelight.application.store.SelfServed.Served;
import dev.safelight.application.store.SignedUrls;
import dev.safelight.domain.image.Filename;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.ObjectKeys;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.domain.image.Upload;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own takes uploads, eight at a time, and is killed in the middle of them. */
class FolderKillTest {

    private static final int ACKNOWLEDGED_BEFORE_THE_KILL = 40;
    private static final int PHOTO_SIZE = 300_000;

    @Test
    void a_killed_process_has_kept_all_it_acknowledged_and_nothing_by_halves(@TempDir Path folder) throws Exception {
        List<String> acknowledged = takeUploadsUntilKilled(folder);
        FolderObjectStore store = open(folder);

        for (String line : acknowledged) {
            String[] keyAndHash = line.split(" ", 2);
            assertThat(store.look(keyAndHash[0]).orElseThrow().etag()).isEqualTo(keyAndHash[1]);
        }
        for (Listed listed : store.list(ObjectKeys.ROOT, "", 1_000)) {
            StoredObject object = store.look(listed.key()).orElseThrow();
            byte[] bytes = store.read(object, 0, Long.MAX_VALUE).readAllBytes();
            assertThat(bytes).hasSize(PHOTO_SIZE);
            assertThat(Sha256.of(bytes)).isEqualTo(object.sha256().orElseThrow());
        }
        store.removeUnfinished(ObjectKeys.ROOT, Instant.now().plusSeconds(1));
        try (Stream<Path> left = Files.list(folder.resolve(".incoming"))) {
            assertThat(left).isEmpty();
        }
    }

    private static List<String> takeUploadsUntilKilled(Path folder) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Uploading.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = process.inputReader(UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                if (lines.size() == ACKNOWLEDGED_BEFORE_THE_KILL) {
                    // By its handle, which leaves open what it has printed already.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(lines).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED_BEFORE_THE_KILL);
        return lines;
    }

    private static FolderObjectStore open(Path folder) {
        return new FolderObjectStore(folder, URI.create("http://localhost"), new byte[32], InstantSource.system());
    }

    /** The process that is killed: prints key and hash of each upload once it is stored. */
    static final class Uploading {

        private Uploading() {}

        public static void main(String[] args) {
            FolderObjectStore store = open(Path.of(args[0]));
            try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
                for (int thread = 0; thread < 8; thread++) {
                    threads.execute(() -> uploadForEver(store, new Random()));
                }
            }
        }

        private static void uploadForEver(FolderObjectStore store, Random random) {
            byte[] photo = new byte[PHOTO_SIZE];
            while (true) {
                random.nextBytes(photo);
                Upload upload = upload(ImageId.at(Instant.now(), random));
                Served served = SignedUrls.put(store, store.signUpload(upload, Duration.ofMinutes(5)), photo);
                if (served instanceof Served.Stored stored) {
                    printLine(upload.objectKey() + " " + stored.etag());
                }
            }
        }

        /** In one write, so that no kill can cut it and no other thread can come in between. */
        private static void printLine(String line) {
            try {
                System.out.write((line + System.lineSeparator()).getBytes(UTF_8));
                System.out.flush();
            } catch (IOException closed) {
                throw new IllegalStateException(closed);
            }
        }

        private static Upload upload(ImageId id) {
            Instant now = Instant.now();
            return new Upload(
                    Upload.FIRST_FILE_ID,
                    new Upload.Promise(
                            id,
                            new OwnerId("somebody"),
                            SetId.DEFAULT,
                            new Filename("me.jpg"),
                            "image/jpeg",
                            Format.JPEG,
                            PHOTO_SIZE,
                            Optional.empty(),
                            now,
                            now.plusSeconds(60)));
        }
    }
}
