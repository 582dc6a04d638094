package dev.safelight.imaging.hevc;

import dev.safelight.imaging.codec.Unreadable;
import org.jspecify.annotations.Nullable;

/** The parameter sets that are in force, by number. A later one takes the place of an earlier. */
final class ParameterSets {

    private final long maxPixels;
    private final @Nullable Sps[] sequences = new Sps[Sps.MAX_ID + 1];
    private final @Nullable Pps[] pictures = new Pps[Pps.MAX_ID + 1];
    private @Nullable Sps first;

    ParameterSets(long maxPixels) {
        this.maxPixels = maxPixels;
    }

    /** For one picture, whose data may bring sets of its own. */
    ParameterSets copy() {
        ParameterSets copy = new ParameterSets(maxPixels);
        System.arraycopy(sequences, 0, copy.sequences, 0, sequences.length);
        System.arraycopy(pictures, 0, copy.pictures, 0, pictures.length);
        copy.first = first;
        return copy;
    }

    /** Keeps the unit if it is a parameter set of the base layer. */
    void offer(NalUnit unit) throws Unreadable {
        if (unit.layer() != 0) {
            return;
        }
        if (unit.type() == NalUnit.SPS) {
            Sps sps = Sps.read(unit.reader(), maxPixels);
            sequences[sps.id()] = sps;
            first = first == null ? sps : first;
        } else if (unit.type() == NalUnit.PPS) {
            Pps pps = Pps.read(unit.reader());
            pictures[pps.id()] = pps;
        }
    }

    Sps first() throws Unreadable {
        if (first == null) {
            throw Unreadable.corrupt("no sequence parameter set");
        }
        return first;
    }

    Pps picture(int id) throws Unreadable {
        Pps pps = pictures[id];
        if (pps == null) {
            throw Unreadable.corrupt("no picture parameter set " + id);
        }
        return pps;
    }

    Sps sequence(Pps pps) throws Unreadable {
        Sps sps = sequences[pps.spsId()];
        if (sps == null) {
            throw Unreadable.corrupt("no sequence parameter set " + pps.spsId());
        }
        return sps;
    }
}
