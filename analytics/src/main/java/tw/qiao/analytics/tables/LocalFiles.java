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
import java.util.Set;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;

/**
 * The files of tables on a local disk, on which a closed file has reached the disk before a commit names it. Metadata
 * name files by the path that the warehouse had when they were written; where it was moved or copied since, they are
 * looked for at the same place below the folder that it has now, and never anywhere else.
 */
final class LocalFiles implements FileIO {
    private static final Set<String> INSIDE_TABLES = Set.of("data", "metadata");

    private final Path root;

    /** @param root the folder below which all tables have theirs */
    LocalFiles(Path root) {
        this.root = root;
    }

    @Override
    public void initialize(Map<String, String> properties) {}

    @Override
    public InputFile newInputFile(String location) {
        return new NamedInput(
                org.apache.iceberg.Files.localInput(path(location, root).toFile()), location);
    }

    @Override
    public OutputFile newOutputFile(String location) {
        return new DurableOutput(path(location, root), location);
    }

    @Override
    public void deleteFile(String location) {
        try {
            Files.deleteIfExists(path(location, root));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file below {@code root} that a location names, be it an address or a plain path. */
    static Path path(String location, Path root) {
        Path named = location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
        if (named.startsWith(root)) {
            return named;
        }
        for (int i = named.getNameCount() - 2; i > 0; i--) {
            if (INSIDE_TABLES.contains(named.getName(i).toString())) {
                return root.resolve(named.subpath(i - 1, named.getNameCount()));
            }
        }
        return named;
    }

    /** Waits until a file that somebody else wrote has reached the disk. */
    static void force(Path file) {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record DurableOutput(Path file, String location) implements OutputFile {
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
            return new NamedInput(org.apache.iceberg.Files.localInput(file.toFile()), location);
        }
    }

    /** A file under the name that metadata have for it, by which commits are compared. */
    private record NamedInput(InputFile file, String location) implements InputFile {
        @Override
        public long getLength() {
            return file.getLength();
        }

        @Override
        public SeekableInputStream newStream() {
            return file.newStream();
        }

        @Override
        public boolean exists() {
            return file.exists();
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
