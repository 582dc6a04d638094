package dev.safelight.imaging.decode;

import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.heif.HeifDecoding;
import dev.safelight.imaging.heif.HeifFile;
import dev.safelight.imaging.heif.TileRunner;
import dev.safelight.imaging.picture.Orientation;
import java.util.Optional;

/** A HEIC, which is decoded upright. */
record HeifSource(HeifFile file, TileRunner tiles, Sides sides) implements Source {

    @Override
    public long bytes() {
        HeifDecoding how = HeifDecoding.whole().withTiles(tiles).atLeast(sides.enough());
        return file.decodingBytes(how) + file.resultBytes(how);
    }

    @Override
    public Negative decode(TimeLimit limit) throws Unreadable {
        HeifDecoding how = HeifDecoding.whole()
                .withTiles(new CountedTiles(tiles, limit))
                .withCheckpoint(limit)
                .atLeast(sides.enough());
        return new Negative(file.decode(how), Orientation.UPRIGHT, file.colours(), Optional.empty());
    }
}
