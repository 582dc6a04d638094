package dev.safelight.bootstrap.postgres;

import dev.safelight.bootstrap.file.Trees;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs, which come inside our jar and are unpacked once. */
final class PostgresBinaries {

    private static final Set<PosixFilePermission> PROGRAM = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private PostgresBinaries() {}

    /**
     * The folder with {@code bin}, {@code lib} and {@code share}, unpacked into {@code parent} unless it is there.
     *
     * @param version names the folder, so that another version does not find this one's
     */
    static Path unpackedIn(Path parent, String version) throws IOException {
        Path home = parent.resolve("postgres-" + version);
        if (Files.isDirectory(home)) {
            return home;
        }
        Path partial = parent.resolve("postgres-" + version + ".partial");
        Trees.delete(partial);
        Files.createDirectories(partial);
        try (InputStream archive = open();
                TarArchiveInputStream files =
                        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            unpack(files, partial);
        }
        return Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
    }

    /** @throws IOException when this build has none for this machine */
    static void insistOnThisMachine() throws IOException {
        open().close();
    }

    private static InputStream open() throws IOException {
        String name = "/postgres-" + system() + "-" + processor() + ".txz";
        InputStream archive = PostgresBinaries.class.getResourceAsStream(name);
        if (archive == null) {
            throw new IOException("this build has no PostgreSQL for " + System.getProperty("os.name") + " on "
                    + System.getProperty("os.arch") + "; set SAFELIGHT_DATABASE_URL to use a server of yours");
        }
        return archive;
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.contains("mac") ? "darwin" : name.split(" ", 2)[0];
    }

    private static String processor() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            case String other -> other;
        };
    }

    private static void unpack(TarArchiveInputStream files, Path home) throws IOException {
        for (TarArchiveEntry entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
            Path target = home.resolve(entry.getName()).normalize();
            if (!target.startsWith(home)) {
                throw new IOException("the archive of PostgreSQL names a file outside of it: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(target);
            } else if (isWanted(entry.getName())) {
                Files.createDirectories(target.getParent());
                unpack(files, entry, target);
            }
        }
    }

    /** All but what only those need who compile against PostgreSQL: a third of it. */
    private static boolean isWanted(String name) {
        return !name.endsWith(".a") && !name.contains("include/");
    }

    private static void unpack(TarArchiveInputStream files, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(files, target);
            if ((entry.getMode() & 0100) != 0) {
                Files.setPosixFilePermissions(target, PROGRAM);
            }
        }
    }
}
