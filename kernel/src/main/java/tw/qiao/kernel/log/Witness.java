package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.disk.Disk;
import tw.qiao.kernel.disk.DurableFile;
import tw.qiao.kernel.signature.SigningKey;

/**
 * A witness (見證): remembers the newest state of other logs and cosigns a later one only if it continues what it
 * remembers (C2SP tlog-witness). So no log can show different histories to different people unless its witnesses help.
 *
 * <p>Its memory is one folder with one small file for each log, replaced as a whole before the answer goes. It never
 * goes back.
 */
public final class Witness implements AutoCloseable {
    private static final Pattern ORIGIN_HASH = Pattern.compile("[0-9a-f]{64}");

    private final FolderLock lock;
    private final Path folder;
    private final List<NoteSigner> signers;
    private final Function<String, List<NoteKey>> logs;
    private final Clock clock;
    private final Disk disk;
    private final ConcurrentMap<String, Memory> memories = new ConcurrentHashMap<>();

    private Witness(
            FolderLock lock,
            Path folder,
            List<NoteSigner> signers,
            Function<String, List<NoteKey>> logs,
            Clock clock,
            Disk disk) {
        this.lock = lock;
        this.folder = folder;
        this.signers = signers;
        this.logs = logs;
        this.clock = clock;
        this.disk = disk;
    }

    /** What is remembered of one log; its monitor makes checking and writing one step. */
    private static final class Memory {
        private @Nullable Checkpoint held;
    }

    /**
     * Opens the memory in {@code folder}, or begins one there.
     *
     * @param name the name of the witness in its signature lines
     * @param keys the keys that cosign, of Ed25519 or ML-DSA-44
     * @param logs the keys of the log with the given origin, all of which must have signed; none for a log that this
     *     witness does not know
     * @throws Problem {@code evidence_in_use} if another process has the folder
     */
    public static Witness open(
            Path folder, String name, List<SigningKey> keys, Function<String, List<NoteKey>> logs, Clock clock) {
        return open(folder, name, keys, logs, clock, Disk.REAL);
    }

    static Witness open(
            Path folder,
            String name,
            List<SigningKey> keys,
            Function<String, List<NoteKey>> logs,
            Clock clock,
            Disk disk) {
        var signers = keys.stream().map(key -> NoteSigner.ofWitness(name, key)).toList();
        try {
            return new Witness(FolderLock.take(folder), folder, signers, logs, clock, disk);
        } catch (IOException e) {
            throw Problem.unavailable("witness_unavailable", "The witness in " + folder + " cannot be opened", e);
        }
    }

    /** Answers {@code add-checkpoint} with the given body. */
    public WitnessAnswer addCheckpoint(byte[] body) {
        try {
            var request = AddCheckpoint.parse(body);
            var note = Note.parse(request.checkpoint());
            String origin = note.text().substring(0, note.text().indexOf('\n'));
            var keys = logs.apply(origin);
            if (keys.isEmpty()) {
                throw Problem.notFound("witness_log_unknown", "This witness does not know such a log");
            }
            var _ = Checkpoint.verify(request.checkpoint(), origin, keys);
            var next = Checkpoint.of(note.onlyBy(keys));
            var memory = memories.computeIfAbsent(origin, any -> new Memory());
            synchronized (memory) {
                return decided(memory, request, next);
            }
        } catch (Problem problem) {
            return WitnessAnswer.refused(problem);
        }
    }

    private WitnessAnswer decided(Memory memory, AddCheckpoint request, Checkpoint next) {
        if (request.oldSize() > next.size()) {
            throw Problem.invalid("witness_size_shrinks", "The old size is larger than that of the checkpoint");
        }
        var held = memory.held == null ? read(next.origin()) : Optional.of(memory.held);
        long heldSize = held.map(Checkpoint::size).orElse(0L);
        if (request.oldSize() != heldSize) {
            return WitnessAnswer.holds(heldSize);
        }
        var proof = new ConsistencyProof(heldSize, next.size(), request.proof());
        if (!proof.proves(held.map(Checkpoint::root).orElse(Hash.EMPTY), next.root())) {
            throw Problem.of(
                    "witness_not_consistent",
                    422,
                    false,
                    "It is not proved that the checkpoint continues the one of size " + heldSize);
        }
        return cosigned(memory, next);
    }

    private WitnessAnswer cosigned(Memory memory, Checkpoint next) {
        var note = Note.parse(next.note());
        var now = clock.instant();
        var lines = signers.stream()
                .flatMap(signer -> signer.sign(note.text(), now).stream())
                .toList();
        if (lines.isEmpty()) {
            throw Problem.invalid("witness_text_not_covered", "This witness cosigns an origin, a size and a root only");
        }
        var cosigned = next.with(lines);
        memory.held = null; // until the disk has it, nobody knows what the disk has
        try {
            new DurableFile(folder.resolve(hash(next.origin())), disk).write(cosigned.note());
        } catch (IOException e) {
            throw Problem.unavailable("witness_unavailable", "The witness could not write to its disk", e);
        }
        memory.held = cosigned;
        return WitnessAnswer.cosigned(
                lines.stream().map(Note.Signature::toString).collect(Collectors.joining()));
    }

    private Optional<Checkpoint> read(String origin) {
        var file = file(hash(origin));
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            var note = Note.parse(Files.readString(file));
            var held = Checkpoint.of(note);
            if (held.origin().equals(origin)
                    && signers.stream().map(NoteSigner::key).anyMatch(note::isSignedBy)) {
                return Optional.of(held);
            }
        } catch (IOException e) {
            throw Problem.unavailable("witness_unavailable", "The witness could not read from its disk", e);
        } catch (Problem e) {
            throw damaged(file);
        }
        throw damaged(file);
    }

    private static Problem damaged(Path file) {
        return Problem.of("witness_damaged", 500, false, "The memory of the witness is not as it was written: " + file);
    }

    /** The newest cosigned checkpoint of the log whose origin has the given SHA-256, in lower-case hex. */
    public Optional<String> checkpoint(String originHash) {
        if (!ORIGIN_HASH.matcher(originHash).matches()) {
            return Optional.empty();
        }
        try {
            var file = file(originHash);
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw Problem.unavailable("witness_unavailable", "The witness could not read from its disk", e);
        }
    }

    /** The name under which {@link #checkpoint} knows the log {@code origin}. */
    public static String hash(String origin) {
        return HexFormat.of().formatHex(Hash.sha256(origin.getBytes(UTF_8)));
    }

    private Path file(String originHash) {
        return folder.resolve(originHash);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
