package tw.qiao.kernel.log;

import java.util.Arrays;
import java.util.Optional;
import tw.qiao.kernel.Problem;

/**
 * One step of a mirror from the checkpoint that it holds to a later one. Files that are full are written at once and
 * count only when the later checkpoint is written too, so that a step that was cut off goes on where it was.
 */
final class MirrorGrowth {
    private final MirrorFiles files;
    private final Checkpoint held;
    private final Checkpoint offered;
    private final LogSource source;
    private final long deadline;

    /** @param deadline by {@link System#nanoTime} */
    MirrorGrowth(MirrorFiles files, Checkpoint held, Checkpoint offered, LogSource source, long deadline) {
        this.files = files;
        this.held = held;
        this.offered = offered;
        this.source = source;
        this.deadline = deadline;
    }

    /** What the tree of the offered checkpoint says the root at the held size is. */
    Hash offeredRootOfHeld() {
        if (held.size() == 0) {
            return Hash.EMPTY;
        }
        var tree = new TiledTree(offered.size(), this::fetchHashes);
        if (!tree.rootOver(held.size()).equals(offered.root())) {
            throw damaged("its tiles do not make the root of its checkpoint");
        }
        return tree.root(held.size());
    }

    /** Fetches the entries and verifies that they make the offered root. */
    void run() {
        long whole = held.size() / TilePath.FULL * TilePath.FULL;
        var tiles = new GrowingTiles(
                whole,
                tile -> stored(files, tile, held.size()).orElseThrow(() -> damaged("the mirror lacks " + tile.path())),
                this::keep);
        for (long number = whole / TilePath.FULL; number * TilePath.FULL < offered.size(); number++) {
            var tile = TilePath.in(offered.size(), TilePath.ENTRIES, number).orElseThrow();
            addBundle(tile, tiles);
        }
        if (!tiles.root().equals(offered.root())) {
            forgetDrafts();
            throw damaged("its entries do not make the root of its checkpoint");
        }
        tiles.partial((tile, hashes) -> files.write(tile.path(), hashes));
    }

    private void addBundle(TilePath tile, GrowingTiles tiles) {
        var draft = tile.width() == TilePath.FULL ? files.read(tile.path()) : Optional.<byte[]>empty();
        byte[] bundle = draft.orElseGet(() -> fetch(tile, EntryBundle.LONGEST));
        var entries = EntryBundle.entries(bundle, tile.width());
        if (entries.isEmpty()) {
            throw damaged(tile.path() + " does not hold " + tile.width() + " entries");
        }
        if (draft.isEmpty()) {
            files.write(tile.path(), bundle);
        }
        entries.get().forEach(entry -> tiles.add(Hash.leaf(entry)));
    }

    private void keep(TilePath tile, byte[] hashes) {
        if (files.read(tile.path())
                .filter(known -> Arrays.equals(known, hashes))
                .isEmpty()) {
            files.write(tile.path(), hashes);
        }
    }

    private byte[] fetchHashes(TilePath tile) {
        byte[] hashes = fetch(tile, TilePath.FULL * Hash.LENGTH);
        if (hashes.length != tile.width() * Hash.LENGTH) {
            throw damaged(tile.path() + " has another width");
        }
        return hashes;
    }

    /** The tile; where a log has dropped a partial one, the beginning of the full one that came instead of it. */
    private byte[] fetch(TilePath tile, int limit) {
        if (System.nanoTime() > deadline) {
            throw Problem.unavailable("log_unreachable", "The log has more to fetch than there is time for now");
        }
        return source.read(tile.path(), limit)
                .or(() -> source.read(tile.full().path(), limit).flatMap(full -> beginning(full, tile)))
                .orElseThrow(() -> damaged("it lacks " + tile.path()));
    }

    private static Optional<byte[]> beginning(byte[] full, TilePath tile) {
        if (tile.level() == TilePath.ENTRIES) {
            return EntryBundle.beginning(full, tile.width());
        }
        int length = tile.width() * Hash.LENGTH;
        return full.length < length ? Optional.empty() : Optional.of(Arrays.copyOf(full, length));
    }

    /** Removes the partial files that others have replaced. */
    void clean() {
        for (int level = TilePath.ENTRIES; level < 8; level++) {
            long count = level == TilePath.ENTRIES ? held.size() : held.size() >> (level * 8);
            int at = level;
            TilePath.in(held.size(), level, count / TilePath.FULL)
                    .filter(old ->
                            !TilePath.in(offered.size(), at, old.number()).equals(Optional.of(old)))
                    .ifPresent(old -> files.delete(old.path()));
        }
    }

    /** Removes what was written beyond the held checkpoint. */
    private void forgetDrafts() {
        for (int level = TilePath.ENTRIES; level < 8; level++) {
            int height = level == TilePath.ENTRIES ? 0 : level * 8;
            long last = offered.size() >> height >> 8;
            for (long number = held.size() >> height >> 8; number <= last; number++) {
                var full = new TilePath(level, number, TilePath.FULL);
                if (!full.isWithin(held.size())) {
                    files.delete(full.path());
                }
            }
        }
    }

    /** The file of a mirror of {@code size} entries with the given name, be it the beginning of a wider one. */
    static Optional<byte[]> stored(MirrorFiles files, TilePath tile, long size) {
        var widest = TilePath.in(size, tile.level(), tile.number());
        return widest.flatMap(there -> files.read(there.path())
                .flatMap(bytes -> there.width() == tile.width() ? Optional.of(bytes) : beginning(bytes, tile)));
    }

    private Problem damaged(String what) {
        return Problem.unavailable("log_damaged", "The log " + offered.origin() + " cannot be mirrored now: " + what);
    }
}
