package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.safelight.bootstrap.Follower.Heard;
import dev.safelight.bootstrap.Visitor.Reply;
import dev.safelight.imaging.sample.SamplePhotos;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Somebody who has photos, and wants them as one archive, by a way that may be a bad one. */
final class Customer implements Callable<Customer.Outcome> {

    /** When something happens that clients should hear of, in percent of the download's time. */
    static final List<Integer> HAPPENINGS = List.of(2, 25, 68, 80, 95);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MANY = 20;
    static final int PHOTOS = 3;

    private final String name;
    private final Visitor direct;
    private final Visitor through;
    private final int seed;
    private final CyclicBarrier paused;
    private final Map<String, Long> happened = new HashMap<>();

    /**
     * What came of one set-up.
     *
     * @param millis until each of the happenings was heard of
     * @param seconds until the archive was there
     * @param pieces in which it was fetched
     */
    record Outcome(
            String name, List<Long> millis, long seconds, int pieces, int cuts, boolean polled, List<Heard> heard) {

        String line() {
            return "%-36s events after %s ms%s, cut off %d times; the archive after %d s, in %d pieces"
                    .formatted(name, millis, polled ? " by polling" : "", cuts, seconds, pieces);
        }
    }

    /**
     * @param node that everybody asks in the end
     * @param way by which this one asks
     * @param number that nobody else has, for other photos
     * @param paused to be awaited with the photos at hand: from then on no archive is made
     */
    Customer(String name, URI node, URI way, int number, CyclicBarrier paused) {
        this.name = name;
        this.direct = new Visitor(node);
        this.through = direct.at(way);
        this.seed = PHOTOS * number;
        this.paused = paused;
    }

    @Override
    public Outcome call() throws Exception {
        Map<String, byte[]> photos = photos();
        paused.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        try (Follower follower = Follower.of(through, ProxyTest.POLL)) {
            long begun = System.nanoTime();
            String job = initiate(photos);
            awaitCompletion(job, begun);
            long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
            int pieces = fetch(job, photos);
            await(name).atMost(PATIENCE).until(() -> hasHeardAll(follower.heard()));
            return new Outcome(
                    name,
                    millis(follower.heard()),
                    seconds,
                    pieces,
                    follower.cuts(),
                    follower.polls(),
                    follower.heard());
        }
    }

    private Map<String, byte[]> photos() {
        Map<String, byte[]> photos = new HashMap<>();
        for (int i = 0; i < PHOTOS; i++) {
            byte[] photo = SamplePhotos.light(seed + i);
            String id = direct.bring(photo, "default");
            assertThat(direct.completed(id).path("status").asText()).isEqualTo("ACCEPTED");
            photos.put(id, photo);
        }
        return photos;
    }

    private String initiate(Map<String, byte[]> photos) {
        Reply reply = through.post(
                "/v1/download/initiate",
                Map.of("imageIds", List.copyOf(photos.keySet()), "variant", "original"),
                Map.of());
        assertThat(reply.status()).as(() -> name + reply.json()).isEqualTo(202);
        return reply.json().path("jobId").asText();
    }

    /** By asking each second, and what could not be asked again; meanwhile things happen elsewhere. */
    private void awaitCompletion(String job, long begun) throws InterruptedException {
        long giveUp = begun + ProxyTest.DOWNLOAD.plus(PATIENCE).toNanos();
        while (!isCompleted(job)) {
            assertThat(System.nanoTime()).as("%s is done in time", name).isLessThan(giveUp);
            long percent = 100 * (System.nanoTime() - begun) / ProxyTest.DOWNLOAD.toNanos();
            if (happened.size() < HAPPENINGS.size() && percent >= HAPPENINGS.get(happened.size())) {
                letSomethingHappen();
            }
            Ledger.pause(Duration.ofSeconds(1).dividedBy(ProxyTest.SHORTER));
        }
    }

    private boolean isCompleted(String job) {
        try {
            Reply reply = through.get("/v1/download/status/" + job);
            assertThat(reply.status()).as(name).isEqualTo(200);
            String status = reply.json().path("status").asText();
            assertThat(status).as(name).isIn("queued", "processing", "completed");
            return status.equals("completed");
        } catch (UncheckedIOException cut) {
            return false;
        }
    }

    /** A photo is said to be there, at the node itself. It is not; but that is looked into later. */
    private void letSomethingHappen() {
        String id =
                direct.sign(new byte[100_000], "more").json().path("imageId").asText();
        happened.put(id, System.nanoTime());
        assertThat(direct.complete(id).status()).isEqualTo(202);
    }

    /** Returns in how many pieces the archive came. */
    private int fetch(String job, Map<String, byte[]> photos) throws Exception {
        String path = archive(job);
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        int pieces = 1;
        while (!isWhole(path, archive)) {
            pieces++;
            assertThat(pieces).as("%s gets on", name).isLessThan(MANY);
        }
        byte[] whole = archive.toByteArray();
        if (pieces == 1) {
            int half = whole.length / 2;
            Reply rest = through.get(path, Map.of("Range", "bytes=" + half + "-"));
            assertThat(rest.status()).as(name).isEqualTo(206);
            assertThat(rest.bytes()).isEqualTo(Arrays.copyOfRange(whole, half, whole.length));
        }
        check(whole, photos);
        return pieces;
    }

    /** Where a proxy stands before us, it stands before what we say of ourselves too. */
    private String archive(String job) {
        Reply found = through.get("/v1/download/" + job);
        assertThat(found.status()).as(name).isEqualTo(303);
        URI address = URI.create(found.header("Location"));
        return address.getRawPath() + "?" + address.getRawQuery();
    }

    /** Takes what comes of the rest; false when it was cut off. */
    private boolean isWhole(String path, ByteArrayOutputStream archive) throws InterruptedException {
        Map<String, String> rest = archive.size() > 0 ? Map.of("Range", "bytes=" + archive.size() + "-") : Map.of();
        try {
            HttpResponse<InputStream> response = through.open(path, rest);
            try (InputStream bytes = response.body()) {
                assertThat(response.statusCode()).as(name).isEqualTo(rest.isEmpty() ? 200 : 206);
                bytes.transferTo(archive);
            }
            return true;
        } catch (IOException cut) {
            return false;
        }
    }

    private void check(byte[] archive, Map<String, byte[]> photos) throws IOException {
        List<byte[]> inside = new ArrayList<>();
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                inside.add(zip.readAllBytes());
            }
        }
        assertThat(names).as(name).hasSize(PHOTOS + 1).endsWith("manifest.json");
        assertThat(inside).as(name).containsAll(photos.values());
    }

    private boolean hasHeardAll(List<Heard> heard) {
        return heard.stream().anyMatch(event -> event.type().equals("download.completed"))
                && millis(heard).size() == HAPPENINGS.size();
    }

    private List<Long> millis(List<Heard> heard) {
        return heard.stream()
                .filter(event -> event.type().equals("image.verifying") && happened.containsKey(event.subject()))
                .map(event -> Duration.ofNanos(event.nanos() - Objects.requireNonNull(happened.get(event.subject())))
                        .toMillis())
                .toList();
    }
}
