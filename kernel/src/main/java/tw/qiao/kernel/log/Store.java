package tw.qiao.kernel.log;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;

/**
 * The durable entries: on disk their bytes, in memory their tree, their places and their keys. One thread writes; what
 * {@link #tree} counts is durable.
 */
final class Store implements AutoCloseable {
    private final HashTree tree = new HashTree();
    private final Positions positions = new Positions();
    private final Map<String, Long> keys = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Segments segments;
    private long attachedFrom;

    private Store(Path folder, Disk disk, Clock clock) throws IOException, DamagedException {
        this.clock = clock;
        this.segments = Segments.read(folder, disk, (entry, segment, offset) -> replay(entry, segment, offset));
    }

    private void replay(LogEntry entry, int segment, long offset) {
        add(entry.key(), Hash.leaf(entry.content()), segment, offset);
        if (entry.isOfFirstForm()) {
            attachedFrom = entry.index() + 1;
        }
    }

    /** Reads what is there; changes nothing yet. */
    static Store read(Path folder, Disk disk, Clock clock) throws IOException {
        try {
            return new Store(folder, disk, clock);
        } catch (DamagedException e) {
            throw damaged(folder + ": " + e.getMessage());
        }
    }

    static Problem damaged(String what) {
        return Problem.of(
                "evidence_damaged",
                500,
                false,
                "The evidence log is not as it was written; restore it from a mirror. " + what);
    }

    private void add(String key, Hash leaf, int segment, long offset) {
        positions.add(segment, offset);
        long index = tree.size();
        tree.add(leaf);
        keys.putIfAbsent(key, index);
    }

    /** To be called once, before the first write, and only if what was read is as it should be. */
    void openForAppending() throws IOException {
        segments.openForAppending();
    }

    HashTree tree() {
        return tree;
    }

    OptionalLong indexOf(String key) {
        @Nullable Long index = keys.get(key);
        return index == null ? OptionalLong.empty() : OptionalLong.of(index);
    }

    /** Makes the group durable by one fdatasync, and tells each of it its index and the signature of its message. */
    void write(List<Pending> group) throws IOException {
        var fresh = new LinkedHashMap<String, Pending>();
        for (Pending pending : group) {
            if (!keys.containsKey(pending.key())) {
                fresh.putIfAbsent(pending.key(), pending);
            }
        }
        if (!fresh.isEmpty()) {
            append(new ArrayList<>(fresh.values()));
        }
        complete(group);
    }

    private void complete(List<Pending> group) {
        var appended = new ArrayList<Appended>(group.size());
        @Nullable SigningGroup signing = null;
        for (Pending pending : group) {
            long index = indexOf(pending.key()).orElseThrow();
            var wanted = pending.signing();
            if (wanted.isEmpty()) {
                appended.add(new Appended(index, null, 0));
            } else {
                if (signing == null
                        || signing.isFull()
                        || signing.key() != wanted.get().key()) {
                    signing = new SigningGroup(wanted.get().key());
                }
                appended.add(
                        new Appended(index, signing, signing.add(wanted.get().leaf())));
            }
        }
        for (int i = 0; i < appended.size(); i++) {
            group.get(i).appended().complete(appended.get(i));
        }
    }

    private void append(List<Pending> fresh) throws IOException {
        segments.rollIfFull(tree.size());
        long index = tree.size();
        for (Pending pending : fresh) {
            pending.placed(index++);
        }
        long start = segments.append(Frame.encode(tree.size(), clock.instant(), fresh));
        long offset = start + Frame.HEADER;
        for (Pending pending : fresh) {
            add(pending.key(), pending.leaf(), segments.lastNumber(), offset + 2 + pending.keyBytes().length);
            offset += pending.size();
        }
    }

    /** The bytes of {@code count} entries from {@code first} on, each checked against the tree. */
    List<byte[]> contents(long first, int count) {
        var contents = new ArrayList<byte[]>(count);
        try {
            long next = first;
            while (next < first + count) {
                int segment = positions.segment(next);
                try (var reader = segments.reader(segment)) {
                    for (; next < first + count && positions.segment(next) == segment; next++) {
                        contents.add(content(reader, next));
                    }
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return contents;
    }

    private byte[] content(SegmentReader reader, long index) throws IOException {
        byte[] content = reader.content(positions.offset(index));
        if (!Hash.leaf(content).equals(tree.subtree(0, index))) {
            throw damaged("Entry " + index + " is another");
        }
        return content;
    }

    /** The attachment of an entry; none if it has none. */
    byte[] attachment(long index) {
        if (index < attachedFrom) {
            return new byte[0];
        }
        try (var reader = segments.reader(positions.segment(index))) {
            return reader.attachment(positions.offset(index));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    void forEach(long from, Consumer<LogEntry> action) {
        long size = tree.size();
        if (from >= size) {
            return;
        }
        try {
            segments.forEach(positions.segment(from), from, size, action);
        } catch (IOException e) {
            throw unreadable(e);
        } catch (DamagedException e) {
            throw damaged("Reading again: " + e.getMessage());
        }
    }

    private static Problem unreadable(IOException cause) {
        return Problem.unavailable("evidence_unreadable", "The evidence log cannot be read now", cause);
    }

    @Override
    public void close() throws IOException {
        segments.close();
    }
}
