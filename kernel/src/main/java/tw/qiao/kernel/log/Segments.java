package tw.qiao.kernel.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.disk.Disk;

/**
 * The files that hold the entries, each named by the index of its first one. Only the last is written to. One thread
 * writes.
 */
final class Segments implements AutoCloseable {
    static final long FULL = 64L * 1024 * 1024;

    private static final Pattern NAME = Pattern.compile("segment-\\d{16}\\.log");

    private final Path folder;
    private final Disk disk;
    private final List<Path> files = new CopyOnWriteArrayList<>();
    private @Nullable FileChannel last;

    private long end;

    private Segments(Path folder, Disk disk) {
        this.folder = folder;
        this.disk = disk;
    }

    /** Reads and checks the segments of a folder and gives their entries to {@code visitor}. Changes nothing. */
    static Segments read(Path folder, Disk disk, KeyHash keyHash, Replay.Visitor visitor)
            throws IOException, DamagedException {
        var segments = new Segments(folder, disk);
        try (var names = Files.list(folder)) {
            names.filter(file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .forEach(segments.files::add);
        }
        segments.end = new Replay(segments.files, keyHash, visitor).run();
        return segments;
    }

    /**
     * Prepares for appending: cuts off what a crash left half written at the very end, and makes durable what was read,
     * because it may have been only in the system's memory.
     */
    void openForAppending() throws IOException {
        if (files.isEmpty()) {
            last = create(folder, disk, 0);
            files.add(file(folder, 0));
            return;
        }
        var channel = FileChannel.open(files.getLast(), StandardOpenOption.WRITE);
        last = channel;
        if (channel.size() > end) {
            channel.truncate(end);
        }
        channel.position(end);
        disk.force(channel);
    }

    private static FileChannel create(Path folder, Disk disk, long firstIndex) throws IOException {
        var channel =
                FileChannel.open(file(folder, firstIndex), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        disk.forceNames(folder);
        return channel;
    }

    private static Path file(Path folder, long firstIndex) {
        return folder.resolve(name(firstIndex));
    }

    static String name(long firstIndex) {
        return "segment-%016d.log".formatted(firstIndex);
    }

    /** Appends a frame and returns its place when it is durable. */
    long append(ByteBuffer frame) throws IOException {
        var channel = open();
        long start = channel.position();
        disk.write(channel, frame);
        disk.force(channel);
        return start;
    }

    /** Starts a new segment if the last one is full. */
    void rollIfFull(long nextIndex) throws IOException {
        if (open().position() < FULL) {
            return;
        }
        var next = create(folder, disk, nextIndex);
        open().close();
        last = next;
        files.add(file(folder, nextIndex));
    }

    private FileChannel open() {
        return Objects.requireNonNull(last, "open for appending");
    }

    int lastNumber() {
        return files.size() - 1;
    }

    SegmentReader reader(int segment) throws IOException {
        return new SegmentReader(files.get(segment));
    }

    /** Gives the entries from {@code from} up to, not including, {@code to} to {@code action}, in order. */
    void forEach(int segment, long from, long to, Consumer<LogEntry> action) throws IOException, DamagedException {
        long next = from;
        for (int i = segment; next < to; i++) {
            if (i == files.size()) {
                throw new DamagedException("the segments end before entry " + next);
            }
            try (var reader = reader(i)) {
                for (long start = 0; next < to && start < reader.length(); ) {
                    var frame = reader.frame(start);
                    next = give(frame.entries(), next, to, action);
                    start = frame.end();
                }
            }
        }
    }

    private static long give(List<LogEntry> entries, long from, long to, Consumer<LogEntry> action) {
        long next = from;
        for (LogEntry entry : entries) {
            if (entry.index() >= from && entry.index() < to) {
                action.accept(entry);
                next = entry.index() + 1;
            }
        }
        return next;
    }

    @Override
    public void close() throws IOException {
        if (last != null) {
            last.close();
        }
    }
}
