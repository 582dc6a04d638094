package dev.safelight.domain.image;

/**
 * How far an owner's set has come.
 *
 * @param pending those that hold a place and are not accepted (yet): awaited, in work, or stopped by a fault of ours
 */
public record SetCount(int accepted, int rejected, int pending) {

    public static final SetCount EMPTY = new SetCount(0, 0, 0);

    public boolean isReady(SetSize size) {
        return accepted >= size.minimum();
    }
}
