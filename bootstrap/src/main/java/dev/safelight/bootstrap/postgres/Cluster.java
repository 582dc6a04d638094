package dev.safelight.bootstrap.postgres;

import dev.safelight.bootstrap.file.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The data of an embedded PostgreSQL: {@code postgres/} in our folder, as {@code initdb} makes it.
 *
 * @param path of {@code postgres/}
 * @param password of {@link #USER}, made at random with the cluster and kept in it, readable for its owner only
 */
record Cluster(Path path, String password) {

    static final String USER = "safelight";

    private static final String PASSWORD_FILE = "safelight.password";

    /** The cluster in {@code folder}; a fresh one if there is none. */
    static Cluster in(Path folder, PostgresPrograms programs, String version) throws IOException, InterruptedException {
        Path path = folder.resolve("postgres");
        if (!Files.exists(path)) {
            create(path, folder, programs);
        }
        String made = Files.readString(path.resolve("PG_VERSION")).strip();
        String ours = version.split("\\.", 2)[0];
        if (!made.equals(ours)) {
            throw new IOException("the data in " + path + " is PostgreSQL " + made + "'s, and this is " + ours
                    + "; move it with pg_dump, or start the version of Safelight that made it");
        }
        return new Cluster(path, readPassword(path));
    }

    static String readPassword(Path path) throws IOException {
        return Files.readString(path.resolve(PASSWORD_FILE));
    }

    Optional<PidFile> pidFile() throws IOException {
        return PidFile.in(path);
    }

    /** Under another name until it is whole, so that a crash in the middle leaves nothing that looks like a cluster. */
    private static void create(Path path, Path folder, PostgresPrograms programs)
            throws IOException, InterruptedException {
        Path fresh = folder.resolve("postgres.new");
        Path secret = folder.resolve("postgres.password");
        Trees.delete(fresh);
        Files.deleteIfExists(secret);
        Files.createFile(secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, randomPassword(), StandardOpenOption.WRITE);
        programs.run(
                "initdb",
                "--pgdata=" + fresh,
                "--username=" + USER,
                "--auth=scram-sha-256",
                "--pwfile=" + secret,
                "--encoding=UTF8",
                "--no-locale");
        Files.move(secret, fresh.resolve(PASSWORD_FILE), StandardCopyOption.ATOMIC_MOVE);
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String randomPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
