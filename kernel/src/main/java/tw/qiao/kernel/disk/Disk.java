package tw.qiao.kernel.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What is asked of a disk, so that a test can let it fail. */
public interface Disk {
    Disk REAL = new Disk() {};

    /** Writes all of {@code bytes} at the channel's position. */
    default void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Returns when what was written would survive a power cut (fdatasync). */
    default void force(FileChannel channel) throws IOException {
        channel.force(false);
    }

    /** Makes the names in {@code folder} survive a power cut. */
    default void forceNames(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
