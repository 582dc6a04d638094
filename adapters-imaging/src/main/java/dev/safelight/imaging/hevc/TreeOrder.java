package dev.safelight.imaging.hevc;

import dev.safelight.imaging.codec.Unreadable;

/**
 * In which order the trees of a picture (coding tree blocks) are told, and in which tile each is (6.5.1). Places are
 * counted row by row over the picture, turns in the order told.
 */
final class TreeOrder {

    private final int columns;
    private final int[] placeOfTurn;
    private final int[] turnOfPlace;
    private final int[] tileOfPlace;
    private final int tileCount;
    private final int tileColumns;

    private TreeOrder(int columns, int rows, int[] columnEnds, int[] rowEnds) {
        this.columns = columns;
        placeOfTurn = new int[columns * rows];
        turnOfPlace = new int[columns * rows];
        tileOfPlace = new int[columns * rows];
        tileColumns = columnEnds.length;
        tileCount = columnEnds.length * rowEnds.length;
        int turn = 0;
        for (int tile = 0; tile < tileCount; tile++) {
            int row = tile / tileColumns;
            int column = tile % tileColumns;
            for (int y = row == 0 ? 0 : rowEnds[row - 1]; y < rowEnds[row]; y++) {
                for (int x = column == 0 ? 0 : columnEnds[column - 1]; x < columnEnds[column]; x++) {
                    int place = y * columns + x;
                    placeOfTurn[turn] = place;
                    turnOfPlace[place] = turn++;
                    tileOfPlace[place] = tile;
                }
            }
        }
    }

    static TreeOrder of(Sps sps, Pps pps) throws Unreadable {
        int columns = sps.treeColumns();
        int rows = sps.treeRows();
        if (pps.tiles().isEmpty()) {
            return new TreeOrder(columns, rows, new int[] {columns}, new int[] {rows});
        }
        Pps.Tiles tiles = pps.tiles().get();
        return new TreeOrder(
                columns,
                rows,
                ends(columns, tiles.columns(), tiles.uniform(), tiles.widths()),
                ends(rows, tiles.rows(), tiles.uniform(), tiles.heights()));
    }

    /** Where each column or row of tiles ends (6-3, 6-4). */
    private static int[] ends(int length, int count, boolean uniform, int[] sizes) throws Unreadable {
        int[] ends = new int[count];
        int end = 0;
        for (int i = 0; i < count; i++) {
            if (uniform) {
                end = (i + 1) * length / count;
            } else {
                end = i < sizes.length ? end + sizes[i] : length;
            }
            if (end <= (i == 0 ? 0 : ends[i - 1]) || end > length) {
                throw Unreadable.corrupt("tiles do not fit the picture");
            }
            ends[i] = end;
        }
        return ends;
    }

    int count() {
        return placeOfTurn.length;
    }

    int tileCount() {
        return tileCount;
    }

    int tileColumns() {
        return tileColumns;
    }

    int place(int turn) {
        return placeOfTurn[turn];
    }

    int turn(int place) {
        return turnOfPlace[place];
    }

    int tile(int place) {
        return tileOfPlace[place];
    }

    /** Whether the tree at {@code place}, which is told at {@code turn}, is the first of its tile. */
    boolean startsTile(int turn) {
        return turn == 0 || tileOfPlace[placeOfTurn[turn]] != tileOfPlace[placeOfTurn[turn - 1]];
    }

    /** Whether the tree at {@code place} is the first of a row of its tile. */
    boolean startsRow(int place) {
        return place % columns == 0 || tileOfPlace[place] != tileOfPlace[place - 1];
    }
}
