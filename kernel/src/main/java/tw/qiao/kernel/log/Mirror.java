package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tw.qiao.kernel.Problem;

/**
 * A copy of another party's log (C2SP tlog-mirror), which follows its checkpoints and keeps its public files. It
 * believes nothing that the log's keys did not sign: a checkpoint must continue the one before, and the entries must
 * make its root. What it holds can be served as the log itself, and the log be restored from it.
 *
 * <p>Of a log that shows two histories it keeps both signed checkpoints, and stays at the first for good.
 */
public final class Mirror {
    /** The length of the longest public file of any log: a bundle of 256 entries. */
    public static final int LONGEST_FILE = EntryBundle.LONGEST;

    private static final String CHECKPOINT = "checkpoint";
    private static final String FORKED = "checkpoint-forked";
    private static final int LONGEST_CHECKPOINT = 65_536;

    private final MirrorFiles files;
    private final String origin;
    private final List<NoteKey> keys;
    private volatile Checkpoint held;

    /** Two checkpoints, both signed by the log, of which no history can be the beginning of the other. */
    public record Fork(Checkpoint held, Checkpoint other) {}

    private Mirror(MirrorFiles files, String origin, List<NoteKey> keys, Checkpoint held) {
        this.files = files;
        this.origin = origin;
        this.keys = List.copyOf(keys);
        this.held = held;
    }

    /**
     * Goes on with the mirror in {@code folder}, or begins one there. A folder has one writer.
     *
     * @param keys all of which must sign each checkpoint
     */
    public static Mirror open(Path folder, String origin, List<NoteKey> keys) {
        var files = new MirrorFiles(folder);
        var held = files.text(CHECKPOINT)
                .map(note -> Checkpoint.verify(note, origin, keys.subList(0, 1)))
                .orElseGet(() -> new Checkpoint(origin, 0, Hash.EMPTY, ""));
        return new Mirror(files, origin, keys, held);
    }

    /** The name of the log. */
    public String origin() {
        return origin;
    }

    /** The number of entries that are here and verified. */
    public long size() {
        return held.size();
    }

    /** The newest state of the log that is here as a whole; of size 0 and without a note before the first. */
    public Checkpoint held() {
        return held;
    }

    /** What proves that the log showed two histories, if it did. */
    public Optional<Fork> fork() {
        return files.text(FORKED).map(note -> new Fork(held, Checkpoint.of(Note.parse(note))));
    }

    /**
     * Follows the log to its newest checkpoint.
     *
     * @param patience after this time it stops, and goes on next time with what it has fetched
     * @return whether it grew
     * @throws Problem {@code log_unreachable} or {@code log_damaged} (retryable), {@code checkpoint_not_signed},
     *     {@code checkpoint_of_other_log}, {@code note_malformed}, or {@code log_forked}; what is held stays as it is
     */
    public synchronized boolean update(LogSource source, Duration patience) {
        if (fork().isPresent()) {
            throw forked();
        }
        byte[] note = source.read(CHECKPOINT, LONGEST_CHECKPOINT)
                .orElseThrow(() -> Problem.unavailable("log_unreachable", "The log shows no checkpoint"));
        var offered = Checkpoint.verify(new String(note, UTF_8), origin, keys);
        if (offered.size() <= held.size()) {
            requireSame(tree().root(offered.size()), offered.root(), offered);
            if (held.note().isEmpty()) {
                hold(offered);
            }
            return false;
        }
        var growth = new MirrorGrowth(files, held, offered, source, System.nanoTime() + patience.toNanos());
        requireSame(held.root(), growth.offeredRootOfHeld(), offered);
        growth.run();
        hold(offered);
        growth.clean();
        return true;
    }

    private void hold(Checkpoint checkpoint) {
        files.write(CHECKPOINT, checkpoint.note().getBytes(UTF_8));
        held = checkpoint;
    }

    private void requireSame(Hash ours, Hash theirs, Checkpoint offered) {
        if (!ours.equals(theirs)) {
            files.write(FORKED, offered.note().getBytes(UTF_8));
            throw forked();
        }
    }

    private Problem forked() {
        return Problem.of(
                "log_forked", 500, false, "The log " + origin + " signed two histories; both checkpoints are kept");
    }

    private TiledTree tree() {
        long size = held.size();
        return new TiledTree(size, tile -> hashes(tile, size));
    }

    private byte[] hashes(TilePath tile, long size) {
        return MirrorGrowth.stored(files, tile, size)
                .orElseThrow(() ->
                        Problem.of("mirror_damaged", 500, false, "The mirror of " + origin + " lacks " + tile.path()));
    }

    /** The entries from {@code from} to the end of the file in which it lies; none at the end. */
    public List<byte[]> entries(long from) {
        long size = held.size();
        if (from < 0 || from >= size) {
            return List.of();
        }
        var tile = TilePath.in(size, TilePath.ENTRIES, from / TilePath.FULL).orElseThrow();
        var entries = EntryBundle.entries(hashes(tile, size), tile.width()).orElseThrow();
        return entries.subList((int) (from - tile.first()), entries.size());
    }

    /** The proof that an entry is in the log at the state that is {@link #held}. */
    public InclusionProof prove(long index) {
        if (index < 0 || index >= held.size()) {
            throw Problem.notFound("evidence_not_there", "The mirror has no entry " + index);
        }
        return tree().inclusion(index);
    }

    /** The public file with the given name, as {@link EvidenceLog#file} gives it. */
    public Optional<byte[]> file(String path) {
        var state = held;
        if (path.equals(CHECKPOINT)) {
            return state.note().isEmpty()
                    ? Optional.empty()
                    : Optional.of(state.note().getBytes(UTF_8));
        }
        return TilePath.parse(path)
                .filter(tile -> tile.isWithin(state.size()))
                .flatMap(tile -> MirrorGrowth.stored(files, tile, state.size()))
                .map(bytes -> Arrays.copyOf(bytes, bytes.length));
    }
}
