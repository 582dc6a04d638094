package dev.safelight.imaging.jpeg;

/** The second bytes of markers (T.81, table B.1). */
final class Marker {

    static final int TEM = 0x01;
    static final int SOF0 = 0xC0;
    static final int SOF1 = 0xC1;
    static final int SOF2 = 0xC2;
    static final int DHT = 0xC4;
    static final int JPG = 0xC8;
    static final int DAC = 0xCC;
    static final int RST0 = 0xD0;
    static final int RST7 = 0xD7;
    static final int SOI = 0xD8;
    static final int EOI = 0xD9;
    static final int SOS = 0xDA;
    static final int DQT = 0xDB;
    static final int DRI = 0xDD;
    static final int DHP = 0xDE;
    static final int EXP = 0xDF;
    static final int APP0 = 0xE0;
    static final int APP14 = 0xEE;

    /** Of JPEG-LS (T.87). */
    static final int SOF55 = 0xF7;

    private Marker() {}

    static boolean standsAlone(int marker) {
        return marker == TEM || isRestart(marker);
    }

    static boolean isRestart(int marker) {
        return marker >= RST0 && marker <= RST7;
    }

    static boolean isFrame(int marker) {
        return marker == SOF55 || (marker >= SOF0 && marker <= 0xCF && marker != DHT && marker != JPG && marker != DAC);
    }

    /** Where the next marker begins at or behind {@code from}, skipping whatever else is there; −1 when there is none. */
    static int find(byte[] file, int from) {
        for (int at = from; at < file.length - 1; at++) {
            if (file[at] == (byte) 0xFF && file[at + 1] != 0 && file[at + 1] != (byte) 0xFF) {
                return at;
            }
        }
        return -1;
    }
}
