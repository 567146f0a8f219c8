package tw.qiao.kernel.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads all segments at start. This thread reads them and takes what they hold in order, while others check every frame
 * and hash every entry.
 */
final class Replay {
    private static final int BLOCK = 256 * 1024;
    private static final int CHECKERS = Runtime.getRuntime().availableProcessors();
    private static final int AHEAD = 16 * 1024 * 1024;

    private final List<Path> files;
    private final KeyHash keyHash;
    private final Visitor visitor;
    private final ArrayDeque<Task> ahead = new ArrayDeque<>();
    private int bytesAhead;
    private long next;

    /** A block that is being checked. */
    private record Task(int bytes, Future<FrameBlock.Checked> checked) {}

    /** Takes what the segments hold. */
    interface Visitor {
        /** Takes a block in no order, together with others; what it says of its place may turn out to be false. */
        void checked(FrameBlock.Checked block);

        /** Takes the next block. */
        void next(FrameBlock.Checked block);
    }

    Replay(List<Path> files, KeyHash keyHash, Visitor visitor) {
        this.files = files;
        this.keyHash = keyHash;
        this.visitor = visitor;
    }

    /** The place after the last whole frame of the last segment. */
    long run() throws IOException, DamagedException {
        long end = 0;
        var threads = Thread.ofPlatform().daemon().name("evidence start ", 0).factory();
        try (var checkers = Executors.newFixedThreadPool(CHECKERS, threads)) {
            for (int i = 0; i < files.size(); i++) {
                end = read(i, checkers);
                take(0);
            }
        }
        return end;
    }

    private long read(int segment, ExecutorService checkers) throws IOException, DamagedException {
        var file = files.get(segment);
        if (!file.endsWith(Segments.name(next))) {
            throw new DamagedException("expected the segment of entry " + next + ", found " + file.getFileName());
        }
        try (var reader = new SegmentReader(file)) {
            long start = 0;
            while (start < reader.length()) {
                if (segment == files.size() - 1 && reader.isTorn(start)) {
                    return start; // cut off while it was written, which can happen only at the very end
                }
                var block = new FrameBlock(segment, start, reader.frames(start, BLOCK));
                int length = block.bytes().limit();
                ahead.add(new Task(length, checkers.submit(() -> checked(block))));
                bytesAhead += length;
                start += length;
                take(AHEAD);
            }
            return start;
        }
    }

    private FrameBlock.Checked checked(FrameBlock block) throws DamagedException {
        var checked = block.check(keyHash);
        visitor.checked(checked);
        return checked;
    }

    /** Takes what is checked, until no more than {@code left} bytes are ahead. */
    private void take(int left) throws IOException, DamagedException {
        while (bytesAhead > left) {
            var task = ahead.remove();
            bytesAhead -= task.bytes();
            var block = result(task.checked());
            if (block.firstIndex() != next) {
                throw new DamagedException("expected entry " + next + ", found " + block.firstIndex());
            }
            visitor.next(block);
            next += block.count();
        }
    }

    private static FrameBlock.Checked result(Future<FrameBlock.Checked> block) throws IOException, DamagedException {
        try {
            return block.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Sequencer.unavailable(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DamagedException damage) {
                throw damage;
            }
            if (e.getCause() instanceof UncheckedIOException full) {
                throw full.getCause();
            }
            throw new IllegalStateException("An entry could not be checked", e.getCause());
        }
    }
}
