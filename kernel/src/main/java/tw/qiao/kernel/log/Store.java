package tw.qiao.kernel.log;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.disk.Disk;

/**
 * The durable entries: in segments their bytes, in scratch their tree, their places and the hashes of their keys. One
 * thread writes; what {@link #tree} counts is durable.
 */
final class Store implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Store.class.getName());

    private final Scratch scratch;
    private final HashTree tree;
    private final Positions positions;
    private final KeyHash keyHash = KeyHash.random();
    private final Keys keys;
    private final Clock clock;
    private final Segments segments;
    private long attachedFrom;

    private Store(Path folder, Disk disk, Clock clock) throws IOException, DamagedException {
        this.clock = clock;
        this.scratch = Scratch.in(folder, disk);
        this.tree = new HashTree(scratch);
        this.positions = new Positions(scratch);
        this.keys = new Keys(scratch);
        Segments read = null;
        try {
            read = Segments.read(folder, disk, keyHash, new Filling());
        } finally {
            if (read == null) {
                scratch.close();
            }
        }
        this.segments = read;
    }

    /** Takes what is there at start. */
    private final class Filling implements Replay.Visitor {
        @Override
        public void checked(FrameBlock.Checked block) {
            for (int i = 0; i < block.count(); i++) {
                keys.add(block.keyHash(i), block.firstIndex() + i);
            }
        }

        @Override
        public void next(FrameBlock.Checked block) {
            for (int i = 0; i < block.count(); i++) {
                positions.add(block.segment(), block.place(i));
                tree.add(block.leaves(), i * Hash.LENGTH);
            }
            attachedFrom = Math.max(attachedFrom, block.attachedFrom());
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

    /** To be called once, before the first write, and only if what was read is as it should be. */
    void openForAppending() throws IOException {
        segments.openForAppending();
    }

    HashTree tree() {
        return tree;
    }

    /** The index of the entry with the given key. */
    OptionalLong indexOf(byte[] key) {
        for (long index : keys.find(keyHash.of(key))) {
            if (Arrays.equals(read(index, SegmentReader::key), key)) {
                return OptionalLong.of(index);
            }
        }
        return OptionalLong.empty();
    }

    /** Makes the group durable by one fdatasync, and tells each of it its index and the signature of its message. */
    void write(List<Pending> group) throws IOException {
        var indices = new HashMap<String, Long>();
        var fresh = new ArrayList<Pending>();
        var sound = new ArrayList<Pending>(group.size());
        for (Pending pending : group) {
            try {
                if (!indices.containsKey(pending.key())) {
                    var known = indexOf(pending.keyBytes());
                    indices.put(pending.key(), known.orElse(tree.size() + fresh.size()));
                    if (known.isEmpty()) {
                        fresh.add(pending);
                    }
                }
                sound.add(pending);
            } catch (Problem unreadable) {
                pending.appended().completeExceptionally(unreadable); // it alone, because nothing was written
            }
        }
        if (!fresh.isEmpty()) {
            append(fresh);
        }
        complete(sound, indices);
    }

    private static void complete(List<Pending> group, Map<String, Long> indices) {
        var appended = new ArrayList<Appended>(group.size());
        @Nullable SigningGroup signing = null;
        for (Pending pending : group) {
            long index = Objects.requireNonNull(indices.get(pending.key()));
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
        Thread.startVirtualThread(() -> tell(group, appended));
    }

    /**
     * Signs outside the thread that writes, because a slow key, as in a security module, shall hold up nobody but those
     * whose messages it signs; and before they go on, because they would all wait for the first of them.
     */
    private static void tell(List<Pending> group, List<Appended> appended) {
        for (int i = 0; i < appended.size(); i++) {
            if (group.get(i).signing().isEmpty()) {
                group.get(i).appended().complete(appended.get(i));
            }
        }
        for (int i = 0; i < appended.size(); i++) {
            if (group.get(i).signing().isPresent()) {
                tell(group.get(i), appended.get(i));
            }
        }
    }

    private static void tell(Pending pending, Appended appended) {
        try {
            appended.sign();
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.WARNING, "Messages cannot be signed: {0}", failed.getMessage());
        } finally {
            pending.appended().complete(appended); // who has no signature tries, and hears why it cannot be made
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
            long added = tree.size();
            positions.add(segments.lastNumber(), offset);
            tree.add(pending.leaf());
            keys.add(keyHash.of(pending.keyBytes()), added); // last, because who finds it may ask for it
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
        return index < attachedFrom ? new byte[0] : read(index, SegmentReader::attachment);
    }

    /** A part of the entry at a place in a segment. */
    private interface Part {
        byte[] of(SegmentReader reader, long place) throws IOException;
    }

    private byte[] read(long index, Part part) {
        try (var reader = segments.reader(positions.segment(index))) {
            return part.of(reader, positions.offset(index));
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
        try (scratch) {
            segments.close();
        }
    }
}
