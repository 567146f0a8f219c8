package tw.qiao.kernel.disk;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** A file that a power cut leaves as it was or as it is to be, never half. */
public record DurableFile(Path path, Disk disk) {
    public DurableFile(Path path) {
        this(path, Disk.REAL);
    }

    /** What is in it; empty where there is none. */
    public Optional<String> read() throws IOException {
        return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
    }

    /** Replaces what is in it. */
    public void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Replaces what is in it. */
    public void write(byte[] octets) throws IOException {
        replace(octets);
    }

    /** Replaces what is in it, so that only its owner may read it. */
    public void writeSecret(byte[] octets) throws IOException {
        replace(octets, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private void replace(byte[] octets, FileAttribute<?>... attributes) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(fresh, options, attributes)) {
            writeAll(channel, octets);
        }
        new DurableFile(fresh, disk).rename(path);
    }

    /** Gives it another name, in place of the file that has it. */
    public DurableFile rename(Path other) throws IOException {
        Files.move(path, other, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceNames(other);
        return new DurableFile(other, disk);
    }

    /** Removes it when nobody may read it any more: overwritten first, should its blocks outlive its name. */
    public void erase() throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            writeAll(channel, new byte[(int) channel.size()]);
        }
        Files.delete(path);
        forceNames(path);
    }

    private void writeAll(FileChannel channel, byte[] octets) throws IOException {
        disk.write(channel, ByteBuffer.wrap(octets));
        disk.force(channel);
    }

    private void forceNames(Path file) throws IOException {
        disk.forceNames(requireNonNull(file.toAbsolutePath().getParent()));
    }
}
