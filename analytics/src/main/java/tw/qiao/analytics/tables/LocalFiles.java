package tw.qiao.analytics.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;

/** The files of tables on a local disk, on which a closed file has reached the disk before a commit names it. */
final class LocalFiles implements FileIO {

    @Override
    public void initialize(Map<String, String> properties) {}

    @Override
    public InputFile newInputFile(String location) {
        return org.apache.iceberg.Files.localInput(path(location).toFile());
    }

    @Override
    public OutputFile newOutputFile(String location) {
        return new DurableOutput(location);
    }

    @Override
    public void deleteFile(String location) {
        try {
            Files.deleteIfExists(path(location));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file that a location names, be it an address or a plain path. */
    static Path path(String location) {
        return location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
    }

    /** Waits until a file that somebody else wrote has reached the disk. */
    static void force(Path file) {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record DurableOutput(String location) implements OutputFile {
        @Override
        public PositionOutputStream create() {
            return open(StandardOpenOption.CREATE_NEW);
        }

        @Override
        public PositionOutputStream createOrOverwrite() {
            return open(StandardOpenOption.CREATE);
        }

        private PositionOutputStream open(StandardOpenOption how) {
            try {
                Path file = path(location);
                Path folder = file.getParent();
                if (folder != null) {
                    Files.createDirectories(folder);
                }
                return new DurableStream(FileChannel.open(file, how, StandardOpenOption.WRITE));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public InputFile toInputFile() {
            return org.apache.iceberg.Files.localInput(path(location).toFile());
        }
    }

    private static final class DurableStream extends PositionOutputStream {
        private final FileChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
        private long position;

        DurableStream(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            position += length;
            int done = 0;
            while (done < length) {
                int part = Math.min(length - done, buffer.remaining());
                buffer.put(bytes, offset + done, part);
                done += part;
                if (!buffer.hasRemaining()) {
                    empty();
                }
            }
        }

        private void empty() throws IOException {
            buffer.flip();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            buffer.clear();
        }

        @Override
        public void flush() throws IOException {
            empty();
        }

        @Override
        public void close() throws IOException {
            if (channel.isOpen()) {
                empty();
                channel.force(true);
                channel.close();
            }
        }
    }
}
