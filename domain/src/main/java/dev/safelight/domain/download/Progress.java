package dev.safelight.domain.download;

/**
 * How far an archive has come.
 *
 * @param doneFiles photos that are in it whole
 * @param totalFiles photos that shall be
 * @param doneBytes of photos that are in it
 * @param totalBytes of all photos that shall be
 */
public record Progress(int doneFiles, int totalFiles, long doneBytes, long totalBytes) {

    /** Before anybody has looked at what there is. */
    public static final Progress NONE = new Progress(0, 0, 0, 0);

    public Progress {
        if (doneFiles < 0 || doneFiles > totalFiles || doneBytes < 0 || doneBytes > totalBytes) {
            throw new IllegalArgumentException("nobody has come further than to the end");
        }
    }

    /** 0 to 100, by bytes; 100 only at the very end. */
    public int percent() {
        if (doneFiles == totalFiles) {
            return totalFiles == 0 ? 0 : 100;
        }
        return totalBytes == 0 ? 0 : (int) Math.min(99, 100 * doneBytes / totalBytes);
    }
}
