package tw.qiao.node.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.node.store.StoredRecord.Link;

/**
 * The private store of a node: one sealed record for each exchange, found again by exchange id or by the person it was
 * about. Records of one person are linked from the newest to the oldest; the index in memory is rebuilt at opening.
 */
public final class PrivateStore implements AutoCloseable {
    private static final long NONE = LongIndex.ABSENT;

    /**
     * Some uses of one person's data.
     *
     * @param records newest first
     * @param total how many there are in all
     */
    public record Usages(List<ExchangeRecord> records, int total) {}

    private final Seal seal;
    private final LongIndex exchanges = new LongIndex();
    private final Trails trails = new Trails(this::hash64);
    private final SealedFile file;

    private PrivateStore(Path folder) throws IOException {
        this.seal = Seal.open(folder.resolve("store.key"));
        this.file = SealedFile.open(folder.resolve("exchanges.sealed"), seal, this::index);
    }

    /** Opens the store in {@code folder}, and makes it where there is none. Only one process can. */
    public static PrivateStore open(Path folder) {
        try {
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(folder, ownerOnly);
            return new PrivateStore(folder);
        } catch (IOException e) {
            throw Problem.unavailable("store_unavailable", "The private store cannot be opened: " + folder, e);
        }
    }

    private synchronized void index(long position, byte[] content) {
        StoredRecord stored = stored(content);
        ExchangeRecord exchange = stored.exchange();
        exchanges.put(exchangeKey(exchange.side(), exchange.gxId()), position);
        trails.add(stored, position);
    }

    private long exchangeKey(String side, String gxId) {
        return hash64(side + "/" + gxId);
    }

    /** Keyed, so that nobody outside can make two ids meet. */
    private long hash64(String text) {
        byte[] hash = seal.hash(text.getBytes(StandardCharsets.UTF_8));
        long out = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            out = (out << 8) | (hash[i] & 0xFF);
        }
        return out;
    }

    private static StoredRecord stored(byte[] content) {
        return CanonicalJson.MAPPER.readValue(content, StoredRecord.class);
    }

    /** The keyed hash under which uses of the given person's or firm's data are found. */
    public String subject(String number) {
        byte[] hash = seal.hash(("subject/" + number).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    /** Keeps {@code exchange}. The result completes when it is durable. */
    public CompletableFuture<Void> keep(ExchangeRecord exchange) {
        // Linked by the one writer, so that links follow the order of the file.
        return file.append(position -> CanonicalJson.MAPPER.writeValueAsBytes(trails.linked(exchange)))
                .thenAccept(position -> {});
    }

    /** The record of the given exchange on the given side. */
    public Optional<ExchangeRecord> find(String side, String gxId) {
        long position;
        synchronized (this) {
            position = exchanges.position(exchangeKey(side, gxId));
        }
        if (position == NONE) {
            return Optional.empty();
        }
        var exchange = stored(file.read(position)).exchange();
        return exchange.side().equals(side) && exchange.gxId().equals(gxId) ? Optional.of(exchange) : Optional.empty();
    }

    /** The uses of one person's data, newest first, without the first {@code offset}. */
    public Usages usages(String person, int offset, int limit) {
        var records = new ArrayList<ExchangeRecord>();
        Link newest = trails.newest(person);
        long position = newest.previous();
        int seen = 0;
        while (position != NONE && records.size() < limit) {
            var stored = stored(file.read(position));
            if (stored.concerns(person) && seen++ >= offset) {
                records.add(stored.exchange());
            }
            position = stored.link(person).previous();
        }
        return new Usages(records, newest.ordinal());
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw Problem.unavailable("store_unavailable", "The private store cannot be closed", e);
        }
    }
}
