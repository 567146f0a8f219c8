package tw.qiao.bench.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file to which each entry is appended with an fdatasync of its own. */
final class PlainFile implements Client {
    private final FileChannel channel;

    PlainFile(Path file) throws IOException {
        channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE);
    }

    /** How many entries a second one client makes durable. */
    static double rate(Path file, int entries) throws IOException {
        try (var plain = new PlainFile(file)) {
            long start = System.nanoTime();
            for (int i = 0; i < entries; i++) {
                plain.append(AppendLoad.key(i), AppendLoad.entry(i));
            }
            return entries / ((System.nanoTime() - start) / 1e9);
        }
    }

    @Override
    public void append(String key, byte[] entry) throws IOException {
        var bytes = ByteBuffer.wrap(entry);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
