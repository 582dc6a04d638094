package dev.safelight.imaging.picture;

import dev.safelight.imaging.codec.Plane;
import dev.safelight.imaging.codec.Planes;

/** Planes as red, green and blue; a colour is that of the nearest place where one is stored. */
public record RowsOfPlanes(Planes planes) implements Rows {

    @Override
    public int width() {
        return planes.width();
    }

    @Override
    public int height() {
        return planes.height();
    }

    @Override
    public boolean isGray() {
        return planes.isGray();
    }

    @Override
    public void read(int y, int[] row) {
        if (planes.isGray()) {
            for (int x = 0; x < row.length; x++) {
                row[x] = planes.luma().at(x, y) * 0x010101;
            }
            return;
        }
        Plane cb = planes.chroma().get(0);
        Plane cr = planes.chroma().get(1);
        int shiftX = planes.sampling().shiftX();
        int below = y >> planes.sampling().shiftY();
        for (int x = 0; x < row.length; x++) {
            row[x] = Jfif.rgb(planes.luma().at(x, y), cb.at(x >> shiftX, below) - 128, cr.at(x >> shiftX, below) - 128);
        }
    }
}
