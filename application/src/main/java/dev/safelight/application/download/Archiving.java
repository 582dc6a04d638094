package dev.safelight.application.download;

import dev.safelight.domain.download.Item;
import dev.safelight.domain.download.Item.Outcome;
import dev.safelight.domain.download.Progress;
import dev.safelight.domain.image.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The photos of one archive while it is made: what became of each, and how far it has come. Safe for many threads. */
final class Archiving implements PhotoArchive.Listener {

    private final List<Item> items;
    private final List<Integer> places;
    private final long totalBytes;
    private int doneFiles;
    private int goneFiles;
    private long goneBytes;
    private long movedBytes;

    /** @param planned for each photo whether it can be delivered */
    Archiving(List<Item> planned) {
        this.items = new ArrayList<>(planned);
        this.places = IntStream.range(0, planned.size())
                .filter(place -> planned.get(place).outcome() == Outcome.WAITING)
                .boxed()
                .toList();
        this.totalBytes = places.stream()
                .mapToLong(place -> content(planned.get(place)).object().size())
                .sum();
    }

    /** Those that are to be put in, in their order. */
    synchronized List<PhotoArchive.Entry> entries() {
        return places.stream()
                .map(place -> content(items.get(place)))
                .map(content -> new PhotoArchive.Entry(content.name(), content.modified(), content.object()))
                .toList();
    }

    private static Item.Content content(Item item) {
        return item.content().orElseThrow();
    }

    synchronized List<Item> items() {
        return List.copyOf(items);
    }

    long totalBytes() {
        return totalBytes;
    }

    /** Whether every photo turned out to be gone. */
    synchronized boolean isEmpty() {
        return goneFiles == places.size();
    }

    synchronized Progress progress() {
        long total = totalBytes - goneBytes;
        return new Progress(doneFiles, places.size() - goneFiles, Math.min(movedBytes, total), total);
    }

    @Override
    public synchronized void included(int index, long bytes, Sha256 sha256) {
        int place = places.get(index);
        items.set(place, items.get(place).included(sha256));
        doneFiles++;
    }

    @Override
    public synchronized void gone(int index) {
        int place = places.get(index);
        goneFiles++;
        goneBytes += content(items.get(place)).object().size();
        items.set(place, items.get(place).gone());
    }

    @Override
    public synchronized void moved(long bytes) {
        movedBytes += bytes;
    }
}
