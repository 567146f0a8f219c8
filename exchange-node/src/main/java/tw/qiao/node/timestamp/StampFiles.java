package tw.qiao.node.timestamp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListSet;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.disk.DurableFile;
import tw.qiao.kernel.log.Checkpoint;
import tw.qiao.kernel.log.NoteKey;
import tw.qiao.kernel.timestamp.TimeStampToken;

/** The stamped checkpoints of a log on disk: {@code SIZE.note} and, written after it, {@code SIZE.tst}. */
public final class StampFiles {
    private static final String NOTE = ".note";
    private static final String STAMP = ".tst";

    private final Path folder;
    private final NoteKey logKey;
    private final ConcurrentSkipListSet<Long> sizes = new ConcurrentSkipListSet<>();

    /** @param logKey the key that signs the log's checkpoints */
    public StampFiles(Path folder, NoteKey logKey) {
        this.folder = folder;
        this.logKey = logKey;
        try {
            Files.createDirectories(folder);
            try (var files = Files.list(folder)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(STAMP))
                        .forEach(name -> sizes.add(Long.parseLong(name.substring(0, name.length() - STAMP.length()))));
            }
        } catch (IOException | NumberFormatException e) {
            throw Problem.unavailable("stamps_unreadable", "The time stamps in " + folder + " cannot be read", e);
        }
    }

    /** The size of the newest stamped state, 0 when there is none. */
    long newest() {
        return sizes.isEmpty() ? 0 : sizes.last();
    }

    /** The size of the first stamped state that holds the entry {@code index}. */
    OptionalLong firstWith(long index) {
        var size = sizes.higher(index);
        return size == null ? OptionalLong.empty() : OptionalLong.of(size);
    }

    StampedCheckpoint read(long size) {
        try {
            String note = Files.readString(folder.resolve(size + NOTE));
            byte[] token = Files.readAllBytes(folder.resolve(size + STAMP));
            return new StampedCheckpoint(
                    Checkpoint.verify(note, logKey.name(), List.of(logKey)),
                    Base64.getEncoder().encodeToString(token));
        } catch (IOException e) {
            throw Problem.unavailable("stamps_unreadable", "The time stamp of size " + size + " cannot be read", e);
        }
    }

    void write(Checkpoint checkpoint, TimeStampToken token) throws IOException {
        new DurableFile(folder.resolve(checkpoint.size() + NOTE)).write(checkpoint.note());
        new DurableFile(folder.resolve(checkpoint.size() + STAMP)).write(token.encoded());
        sizes.add(checkpoint.size());
    }
}
