package dev.safelight.imaging.decode;

import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.heif.TileRunner;
import java.util.List;

/** Tiles whose helpers work on the photo's time. */
record CountedTiles(TileRunner tiles, TimeLimit limit) implements TileRunner {

    @Override
    public int atOnce() {
        return tiles.atOnce();
    }

    @Override
    public void run(List<Task> tasks) throws Unreadable {
        tiles.run(tasks.stream().map(this::counted).toList());
    }

    private Task counted(Task task) {
        return () -> {
            try (TimeLimit.Helping _ = limit.help()) {
                task.run();
            }
        };
    }
}
