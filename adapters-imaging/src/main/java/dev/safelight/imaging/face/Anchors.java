package dev.safelight.imaging.face;

import java.util.ArrayList;
import java.util.List;

/** The places where a network looks for faces, in the order of its outputs: 0 to 1 across its view. */
final class Anchors {

    private Anchors() {}

    /** Short range: two at each of 16×16 cells, then six at each of 8×8. */
    static List<Point> shortRange() {
        List<Point> anchors = new ArrayList<>(cells(16, 2));
        anchors.addAll(cells(8, 6));
        return anchors;
    }

    /** Full range: one at each of 48×48 cells. */
    static List<Point> fullRange() {
        return cells(48, 1);
    }

    private static List<Point> cells(int side, int each) {
        List<Point> cells = new ArrayList<>();
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                for (int k = 0; k < each; k++) {
                    cells.add(new Point((x + 0.5) / side, (y + 0.5) / side));
                }
            }
        }
        return cells;
    }
}
