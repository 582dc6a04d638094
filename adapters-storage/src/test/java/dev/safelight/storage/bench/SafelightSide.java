package dev.safelight.storage.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.safelight.application.download.PhotoArchive;
import dev.safelight.application.download.PhotoArchive.Entry;
import dev.safelight.application.store.ObjectStore;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.storage.folder.FolderObjectStore;
import dev.safelight.storage.s3.S3ObjectStore;
import dev.safelight.storage.s3.S3ProxyServer;
import dev.safelight.storage.s3.S3Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/** Our side, in a process of its own; it takes the same orders as {@code bench/archive/archiver.js}. */
final class SafelightSide {

    private final ObjectStore store;
    private final List<Entry> photos;

    SafelightSide(ObjectStore store, List<Entry> photos) {
        this.store = store;
        this.photos = photos;
    }

    static S3ObjectStore bucket(String endpoint, String bucket) {
        URI address = URI.create(endpoint);
        S3Settings settings = new S3Settings(
                address,
                address,
                S3ProxyServer.REGION,
                bucket,
                S3ProxyServer.ACCESS_KEY,
                S3ProxyServer.SECRET_KEY,
                true);
        return new S3ObjectStore(settings, InstantSource.system(), new Random());
    }

    static ObjectStore folder(Path folder) {
        return new FolderObjectStore(folder, URI.create("http://localhost"), new byte[32], InstantSource.system());
    }

    /** The archive as a download makes it, with names, sizes and hashes in its manifest. */
    long archive(int count, String key) throws IOException {
        Manifest manifest = new Manifest();
        try (PhotoArchive archive =
                new PhotoArchive(store, photos.subList(0, count), manifest::bytes, Instant.now(), manifest)) {
            return store.write(key, "application/zip", archive).size();
        }
    }

    /** The same bytes through the same store, one photo after the other, and no ZIP around them. */
    long copy(int count, String key) throws IOException {
        try (InputStream bytes =
                new OneAfterTheOther(store, photos.subList(0, count).iterator())) {
            return store.write(key, "application/zip", bytes).size();
        }
    }

    /** @param args {@code s3 ENDPOINT BUCKET LIST} or {@code folder FOLDER LIST} */
    public static void main(String[] args) throws IOException {
        ObjectStore store = args[0].equals("s3") ? bucket(args[1], args[2]) : folder(Path.of(args[1]));
        SafelightSide side = new SafelightSide(store, BenchPhotos.listed(Path.of(args[args.length - 1])));
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ", -1);
            int count = Integer.parseInt(words[1]);
            System.out.println(words[0].equals("copy") ? side.copy(count, words[2]) : side.archive(count, words[2]));
        }
        System.exit(0);
    }

    private static final class Manifest implements PhotoArchive.Listener {

        private final StringBuilder lines = new StringBuilder();

        byte[] bytes() {
            return lines.toString().getBytes(UTF_8);
        }

        @Override
        public void included(int index, long bytes, Sha256 sha256) {
            lines.append(index)
                    .append(' ')
                    .append(bytes)
                    .append(' ')
                    .append(sha256)
                    .append('\n');
        }

        @Override
        public void gone(int index) {
            throw new IllegalStateException("photo " + index + " is gone");
        }

        @Override
        public void moved(long bytes) {}
    }

    private static final class OneAfterTheOther extends InputStream {

        private final ObjectStore store;
        private final Iterator<Entry> left;
        private InputStream current = InputStream.nullInputStream();

        OneAfterTheOther(ObjectStore store, Iterator<Entry> left) {
            this.store = store;
            this.left = left;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("one by one takes for ever");
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int got = current.read(into, offset, length);
            while (got < 0 && left.hasNext()) {
                current.close();
                StoredObject photo = left.next().object();
                current = store.read(photo, 0, photo.size());
                got = current.read(into, offset, length);
            }
            return got;
        }
    }
}
