package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.disk.Disk;
import tw.qiao.kernel.signature.SigningKey;

/**
 * An evidence log (證據日誌): entries that were once appended can neither be changed nor left out without everybody who
 * holds a checkpoint being able to show it. Its public files are those of C2SP tlog-tiles.
 *
 * <p>Threads share one log. A folder has one writer. Entries are public: they hold no personal data.
 */
public final class EvidenceLog implements AutoCloseable {
    /** The length of the longest entry, in bytes (bundles count it in 16 bits). */
    public static final int LONGEST_ENTRY = 65_535;

    /** The length of the longest key, in bytes of UTF-8. */
    public static final int LONGEST_KEY = 1_024;

    private final FolderLock lock;
    private final String origin;
    private final Store store;
    private final Sequencer sequencer;
    private final Publisher publisher;

    private EvidenceLog(FolderLock lock, String origin, Store store, Publisher publisher) {
        this.lock = lock;
        this.origin = origin;
        this.store = store;
        this.publisher = publisher;
        this.sequencer = new Sequencer(store, origin);
    }

    /**
     * Opens the log in {@code folder}, or begins a new one there.
     *
     * @param origin its name for everybody, such as {@code ris.gov.tw/node1}; it never changes
     * @param key an Ed25519 key; it never changes
     * @throws Problem {@code evidence_in_use} if there is another writer, {@code evidence_damaged} or
     *     {@code evidence_forked} if the entries are not those that were written and signed
     */
    public static EvidenceLog open(Path folder, String origin, SigningKey key, Clock clock) {
        return open(folder, origin, List.of(key), clock);
    }

    /**
     * As {@link #open(Path, String, SigningKey, Clock)}, for a log that signs with several keys.
     *
     * @param keys the Ed25519 key first, then those of ML-DSA-44; a log may gain keys, and never loses the first
     */
    public static EvidenceLog open(Path folder, String origin, List<SigningKey> keys, Clock clock) {
        return open(folder, new CheckpointSigner(origin, keys, clock), clock, Disk.REAL);
    }

    static EvidenceLog open(Path folder, String origin, SigningKey key, Clock clock, Disk disk) {
        return open(folder, new CheckpointSigner(origin, List.of(key), clock), clock, disk);
    }

    private static EvidenceLog open(Path folder, CheckpointSigner signer, Clock clock, Disk disk) {
        try {
            var lock = FolderLock.take(folder);
            EvidenceLog log = null;
            try {
                log = open(lock, folder, signer, clock, disk);
                return log;
            } finally {
                if (log == null) {
                    lock.close();
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw Problem.unavailable("evidence_unavailable", "The evidence log in " + folder + " cannot be opened", e);
        }
    }

    private static EvidenceLog open(FolderLock lock, Path folder, CheckpointSigner signer, Clock clock, Disk disk)
            throws IOException {
        Publisher.initialise(folder, signer, disk);
        var store = Store.read(folder, disk, clock);
        EvidenceLog log = null;
        try {
            var publisher = Publisher.open(folder, signer, store.tree(), disk);
            store.openForAppending();
            publisher.publish();
            log = new EvidenceLog(lock, signer.origin(), store, publisher);
        } finally {
            if (log == null) {
                store.close();
            }
        }
        log.sequencer.start();
        log.publisher.start();
        return log;
    }

    /** As {@link #append(NewEntry)}, and returns the index of the entry, counted from 0. */
    public long append(String key, byte[] entry) {
        return append(new NewEntry(key, entry)).index();
    }

    /**
     * Appends an entry and returns once it would survive a power cut. Under a key that was used before it appends
     * nothing and returns the index of then, so a caller that is not sure may just repeat.
     *
     * @throws Problem {@code evidence_unavailable} (retryable) if the entry could not be made durable; whether it will
     *     be there when the log is opened again is not known; {@code evidence_forked} if the log is stopped
     */
    public Appended append(NewEntry entry) {
        return begun(entry, true).await();
    }

    /**
     * As {@link #append(NewEntry)}, but returns at once. Entries become durable in the order in which they were begun,
     * those for which nobody waits together with the next ones or after a few milliseconds.
     */
    public Appending begin(NewEntry entry) {
        return begun(entry, false);
    }

    private Appending begun(NewEntry entry, boolean isAwaited) {
        history().require();
        byte[] key = keyBytes(entry.key());
        if (entry.content().length > LONGEST_ENTRY) {
            throw Problem.invalid(
                    "evidence_too_long",
                    "An entry has at most " + LONGEST_ENTRY + " bytes, but this has " + entry.content().length);
        }
        var pending = new Pending(entry, key);
        OptionalLong known = store.indexOf(key);
        if (known.isPresent()) {
            var alone = entry.signing().map(SigningGroup::alone).orElse(null);
            return Appending.known(pending, new Appended(known.getAsLong(), alone, 0), sequencer);
        }
        return Appending.of(pending, sequencer, isAwaited);
    }

    static byte[] keyBytes(String key) {
        byte[] bytes = key.getBytes(UTF_8);
        if (bytes.length == 0 || bytes.length > LONGEST_KEY || !new String(bytes, UTF_8).equals(key)) {
            throw Problem.invalid("evidence_key_invalid", "A key is text of 1 to " + LONGEST_KEY + " bytes in UTF-8");
        }
        return bytes;
    }

    /** The name of this log. */
    public String origin() {
        return origin;
    }

    /** The number of durable entries. */
    public long size() {
        return store.tree().size();
    }

    /** From now on tells {@code watch} of its work. */
    public void watch(LogWatch watch) {
        sequencer.watch(watch);
    }

    /** How many entries wait to be written. */
    public int queued() {
        return sequencer.queued();
    }

    /** Whether entries can be written, as far as is known: no write has failed and no other history is known. */
    public boolean isWritable() {
        return sequencer.isWritable() && !history().isStopped();
    }

    /** The index of the entry that was appended under {@code key}. */
    public OptionalLong indexOf(String key) {
        return store.indexOf(key.getBytes(UTF_8));
    }

    /** The bytes of one entry. */
    public byte[] entry(long index) {
        if (index < 0 || index >= size()) {
            throw Problem.notFound("evidence_not_there", "There is no entry " + index);
        }
        return store.contents(index, 1).getFirst();
    }

    /** The private octets that were appended with an entry; none if there were none. */
    public byte[] attachment(long index) {
        return store.attachment(index);
    }

    /**
     * Gives every entry from {@code from} to the present end to {@code action}, in order, with its private key and
     * time. This is how a private index over the log is rebuilt at start.
     */
    public void forEach(long from, Consumer<LogEntry> action) {
        if (from < 0) {
            throw Problem.invalid("evidence_not_there", "Entries are counted from 0");
        }
        store.forEach(from, action);
    }

    /** Whether this log is the only one of its name and keys, as far as witnesses know. */
    public History history() {
        return publisher.history();
    }

    /** From now on shows {@code cosigned}, a checkpoint of this log with the lines of witnesses, as its newest. */
    public void show(Checkpoint cosigned) {
        publisher.show(cosigned);
    }

    /** The newest state as the world is shown it, with the lines of witnesses where there are any. */
    public Checkpoint shown() {
        return publisher.shown();
    }

    /** The newest signed state. It is published at most a second after the log grew. */
    public Checkpoint checkpoint() {
        return publisher.newest();
    }

    /** Signs and publishes the present state without waiting for its time. */
    public Checkpoint checkpointNow() {
        try {
            return publisher.publish();
        } catch (IOException e) {
            throw Problem.unavailable("evidence_unavailable", "The checkpoint of " + origin + " cannot be written", e);
        }
    }

    /** The proof that the entry {@code index} is in the log at {@code treeSize}. */
    public InclusionProof prove(long index, long treeSize) {
        return store.tree().inclusion(index, treeSize);
    }

    /** The proof that the log at size {@code from} is the beginning of the log at size {@code to}. */
    public ConsistencyProof consistency(long from, long to) {
        return store.tree().consistency(from, to);
    }

    /** The entries at {@code indices} with all that a stranger needs to check them. */
    public Receipt receipt(long... indices) {
        long last = Arrays.stream(indices).max().orElse(-1);
        var checkpoint = Stream.of(shown(), checkpoint())
                .filter(known -> last < known.size())
                .findFirst()
                .orElseGet(this::checkpointNow);
        return receipt(checkpoint, indices);
    }

    /** As {@link #receipt(long...)}, with proofs that lead to {@code checkpoint} of this log. */
    public Receipt receipt(Checkpoint checkpoint, long... indices) {
        var entries = new ArrayList<ProvenEntry>();
        for (long index : indices) {
            entries.add(ProvenEntry.of(entry(index), prove(index, checkpoint.size())));
        }
        return new Receipt(origin, checkpoint.note(), entries);
    }

    /**
     * The public file with the given name in C2SP tlog-tiles: {@code checkpoint}, {@code tile/<L>/<N>[.p/<W>]} or
     * {@code tile/entries/<N>[.p/<W>]}. Shows nothing beyond the newest checkpoint; {@code checkpoint} is the one that
     * is {@link #shown()}. All but {@code checkpoint} never change.
     */
    public Optional<byte[]> file(String path) {
        if (path.equals("checkpoint")) {
            return Optional.of(shown().note().getBytes(UTF_8));
        }
        return TilePath.parse(path)
                .filter(tile -> tile.isWithin(checkpoint().size()))
                .map(tile -> tile.level() == TilePath.ENTRIES ? bundle(tile) : tile(tile));
    }

    private byte[] tile(TilePath tile) {
        byte[] hashes = new byte[tile.width() * Hash.LENGTH];
        for (int i = 0; i < tile.width(); i++) {
            store.tree().subtree(tile.level() * 8, tile.first() + i).copyTo(hashes, i * Hash.LENGTH);
        }
        return hashes;
    }

    private byte[] bundle(TilePath tile) {
        var out = new ByteArrayOutputStream();
        for (byte[] content : store.contents(tile.first(), tile.width())) {
            out.write(content.length >> 8);
            out.write(content.length);
            out.writeBytes(content);
        }
        return out.toByteArray();
    }

    /** Writes what is queued, signs a last checkpoint and lets the folder go. */
    @Override
    public void close() {
        sequencer.close();
        try (lock;
                store;
                publisher) {
            publisher.publish();
        } catch (IOException e) {
            throw Problem.unavailable("evidence_unavailable", "The evidence log could not be closed cleanly", e);
        }
    }
}
