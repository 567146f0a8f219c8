package tw.qiao.node.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** What a file system must be asked for so that a power cut finds either the old or the new. */
final class Disk {
    private Disk() {}

    /** Creates {@code file}, which only its owner may read, with all of {@code octets} in it or not at all. */
    static void create(Path file, byte[] octets) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(fresh, options, ownerOnly)) {
            writeAll(channel, octets);
        }
        move(fresh, file);
    }

    /** Gives a file another name, in place of the file that has it. */
    static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        forceNames(to);
    }

    /** Removes a file whose octets nobody may read any more: overwritten first, should its blocks outlive its name. */
    static void erase(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            writeAll(channel, new byte[(int) channel.size()]);
        }
        Files.delete(file);
        forceNames(file);
    }

    private static void writeAll(FileChannel channel, byte[] octets) throws IOException {
        var rest = ByteBuffer.wrap(octets);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
        channel.force(true);
    }

    private static void forceNames(Path file) throws IOException {
        try (var folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
