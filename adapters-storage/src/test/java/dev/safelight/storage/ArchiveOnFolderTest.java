package dev.safelight.storage;

import dev.safelight.application.store.ObjectStore;
import dev.safelight.storage.folder.FolderObjectStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

class ArchiveOnFolderTest extends ArchiveOnStore {

    private final Path folder;
    private final ObjectStore store;

    ArchiveOnFolderTest(@TempDir Path folder) {
        this.folder = folder;
        this.store =
                new FolderObjectStore(folder, URI.create("http://localhost"), new byte[32], InstantSource.system());
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Override
    protected int unfinished() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(".incoming"))) {
            return (int) files.count();
        }
    }
}
