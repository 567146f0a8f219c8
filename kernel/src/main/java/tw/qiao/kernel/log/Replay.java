package tw.qiao.kernel.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Reads all segments at start. This thread reads them and takes what they hold in order, while others check every frame
 * and hash every entry.
 */
final class Replay {
    private static final int BLOCK = 256 * 1024;
    private static final int AHEAD = 4 * Runtime.getRuntime().availableProcessors();

    private final List<Path> files;
    private final KeyHash keyHash;
    private final Consumer<FrameBlock.Checked> visitor;
    private final ArrayDeque<Future<FrameBlock.Checked>> ahead = new ArrayDeque<>();
    private long next;

    Replay(List<Path> files, KeyHash keyHash, Consumer<FrameBlock.Checked> visitor) {
        this.files = files;
        this.keyHash = keyHash;
        this.visitor = visitor;
    }

    /** The place after the last whole frame of the last segment. */
    long run() throws IOException, DamagedException {
        long end = 0;
        for (int i = 0; i < files.size(); i++) {
            end = read(i);
            take(0);
        }
        return end;
    }

    private long read(int segment) throws IOException, DamagedException {
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
                ahead.add(ForkJoinPool.commonPool().submit(() -> block.check(keyHash)));
                start += block.bytes().limit();
                take(AHEAD);
            }
            return start;
        }
    }

    /** Takes what is checked, until no more than {@code left} blocks are ahead. */
    private void take(int left) throws DamagedException {
        while (ahead.size() > left) {
            var block = checked(ahead.remove());
            if (block.firstIndex() != next) {
                throw new DamagedException("expected entry " + next + ", found " + block.firstIndex());
            }
            visitor.accept(block);
            next += block.count();
        }
    }

    private static FrameBlock.Checked checked(Future<FrameBlock.Checked> block) throws DamagedException {
        try {
            return block.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Sequencer.unavailable(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DamagedException damage) {
                throw damage;
            }
            throw new IllegalStateException("An entry could not be checked", e.getCause());
        }
    }
}
