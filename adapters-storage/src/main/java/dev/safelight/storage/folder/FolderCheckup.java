package dev.safelight.storage.folder;

import dev.safelight.application.doctor.Check;
import dev.safelight.application.doctor.Checkup;
import dev.safelight.application.doctor.Notes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Tries the folder of the photos with a small file beside them that is deleted again. A folder that is not there yet is
 * not made: then the one in which it will be made has to be writable.
 */
public final class FolderCheckup implements Checkup {

    /** Less is gone within minutes. */
    private static final long SCARCE = 512L << 20;

    private static final long LITTLE = 4L << 30;

    /** Tells how much room there is. */
    interface Space {
        /** In bytes, for us, on the disk of this folder. */
        long at(Path folder) throws IOException;
    }

    private final Path root;
    private final Space space;

    /** @param root of the objects, as {@link FolderObjectStore} has it */
    public FolderCheckup(Path root) {
        this(root, folder -> Files.getFileStore(folder).getUsableSpace());
    }

    FolderCheckup(Path root, Space space) {
        this.root = root.toAbsolutePath().normalize();
        this.space = space;
    }

    @Override
    public List<Check> checks() {
        return List.of(Check.of("store.folder", this::folder), Check.of("store.space", this::room));
    }

    private void folder(Notes notes) throws IOException {
        Path there = nearest();
        String fix = "Let the user who runs Safelight (" + System.getProperty("user.name")
                + ") write there, or choose another folder with SAFELIGHT_DATA:\nchown -R "
                + System.getProperty("user.name") + " " + there;
        if (!Files.isDirectory(there)) {
            notes.error("a file is where the photos' folder should be", there.toString(), "Move " + there + " away.");
        } else if (!there.equals(root)) {
            if (Files.isWritable(there)) {
                notes.ok("the folder will be made at the first start", root.toString());
            } else {
                notes.error("the folder cannot be made", "no right to write in " + there, fix);
            }
        } else {
            tryOut(notes, fix);
        }
    }

    private void tryOut(Notes notes, String fix) throws IOException {
        Path file = root.resolve("doctor-" + ProcessHandle.current().pid());
        Path link = root.resolve(file.getFileName() + "-link");
        try {
            Files.write(file, new byte[] {1});
            Files.createLink(link, file);
            notes.ok("files and hard links can be made in the folder", root.toString());
        } catch (UnsupportedOperationException noLinks) {
            notes.error("this file system has no hard links", root.toString(), onAnotherDisk());
        } catch (IOException failure) {
            if (Files.exists(file)) {
                notes.error("this file system makes no hard links", failure.toString(), onAnotherDisk());
            } else {
                notes.error("the folder cannot be written to", failure.toString(), fix);
            }
        } finally {
            Files.deleteIfExists(link);
            Files.deleteIfExists(file);
        }
    }

    private static String onAnotherDisk() {
        return "Put SAFELIGHT_DATA on a local file system such as ext4, xfs or apfs.";
    }

    private void room(Notes notes) throws IOException {
        long free = space.at(nearest());
        String seen = "%.1f GiB free for %s".formatted(free / (double) (1L << 30), root);
        String fix =
                "Make room, put SAFELIGHT_DATA on a larger disk, or keep the photos in a bucket (SAFELIGHT_S3_BUCKET).";
        if (free < SCARCE) {
            notes.error("the disk is all but full", seen, fix);
        } else if (free < LITTLE) {
            notes.warning("the disk is nearly full", seen, fix);
        } else {
            notes.ok("there is room on the disk", seen);
        }
    }

    /** The folder itself, or the nearest above it that is there. */
    private Path nearest() {
        Path there = root;
        while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }

    /** Nothing is left to be taken away. */
    @Override
    public void close() {}
}
