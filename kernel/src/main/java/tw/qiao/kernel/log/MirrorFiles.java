package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.disk.Disk;

/** The files of a mirror, in the layout in which a log serves them. Each is written as a whole and durable. */
final class MirrorFiles {
    private final Path folder;

    MirrorFiles(Path folder) {
        this.folder = folder;
    }

    Optional<byte[]> read(String name) {
        var file = folder.resolve(name);
        try {
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw unavailable(name, e);
        }
    }

    Optional<String> text(String name) {
        return read(name).map(bytes -> new String(bytes, UTF_8));
    }

    void write(String name, byte[] content) {
        var file = folder.resolve(name);
        var draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            createFolders(above(file));
            try (var channel = FileChannel.open(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                Disk.REAL.write(channel, ByteBuffer.wrap(content));
                Disk.REAL.force(channel);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            Disk.REAL.forceNames(above(file));
        } catch (IOException e) {
            throw unavailable(name, e);
        }
    }

    private static void createFolders(Path wanted) throws IOException {
        if (!Files.isDirectory(wanted)) {
            createFolders(above(wanted));
            Files.createDirectories(wanted);
            Disk.REAL.forceNames(above(wanted));
        }
    }

    private static Path above(Path path) {
        return Objects.requireNonNull(path.toAbsolutePath().getParent());
    }

    void delete(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            throw unavailable(name, e);
        }
    }

    private static Problem unavailable(String name, IOException cause) {
        return Problem.unavailable("mirror_unavailable", "The mirror's file " + name + " cannot be used now", cause);
    }
}
