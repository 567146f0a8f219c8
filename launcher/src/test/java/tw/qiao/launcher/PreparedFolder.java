package tw.qiao.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import tw.qiao.kernel.FreePort;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.disk.Folders;

/**
 * A data folder with a warehouse without tables, in which PostgreSQL ran once, copied for tests of what comes after:
 * its first start takes seconds.
 */
final class PreparedFolder {
    private static final Path MADE = make();

    private PreparedFolder() {}

    private static Path make() {
        try {
            Path made = Files.createTempDirectory("qiao-prepared");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(made)));
            try (var folder = DataFolder.open(made)) {
                String secret = folder.secret("postgres", Ids.secure(Clock.systemUTC()));
                Postgres.start(folder.postgres(), FreePort.find(), secret, folder.logs())
                        .close();
                Files.createDirectories(folder.warehouse().resolve("tables"));
            }
            return made;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path made) {
        try {
            Folders.delete(made);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Makes {@code data} such a folder, unless it is there. */
    static Path at(Path data) {
        if (!Files.exists(data)) {
            copyTo(data);
        }
        return data;
    }

    private static void copyTo(Path data) {
        Path server = MADE.resolve("postgres").resolve("server");
        try {
            Files.walkFileTree(MADE, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                        throws IOException {
                    Path copy = data.resolve(MADE.relativize(folder));
                    if (folder.equals(server)) {
                        Files.createSymbolicLink(copy, server); // programs, which nobody changes
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    Files.copy(folder, copy, StandardCopyOption.COPY_ATTRIBUTES);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.copy(file, data.resolve(MADE.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
