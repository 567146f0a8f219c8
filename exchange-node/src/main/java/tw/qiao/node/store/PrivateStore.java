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
    private final LongIndex subjects = new LongIndex();
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
        ExchangeRecord exchange = linked(content).exchange();
        exchanges.put(exchangeKey(exchange.side(), exchange.gxId()), position);
        if (!exchange.usage().subject().isEmpty()) {
            subjects.put(hash64(exchange.usage().subject()), position);
        }
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

    private static Linked linked(byte[] content) {
        return CanonicalJson.MAPPER.readValue(content, Linked.class);
    }

    /** The keyed hash under which uses of the given person's or firm's data are found. */
    public String subject(String number) {
        byte[] hash = seal.hash(("subject/" + number).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    /** Keeps {@code exchange}. The result completes when it is durable. */
    public CompletableFuture<Void> keep(ExchangeRecord exchange) {
        return file.append(position -> link(exchange)).thenAccept(position -> {});
    }

    /** Called by the one writer, so that links follow the order of the file. */
    private byte[] link(ExchangeRecord exchange) {
        long previous = exchange.usage().subject().isEmpty()
                ? NONE
                : newest(exchange.usage().subject());
        int ordinal = previous == NONE ? 1 : linked(file.read(previous)).ordinal() + 1;
        return CanonicalJson.MAPPER.writeValueAsBytes(new Linked(exchange, previous, ordinal));
    }

    private synchronized long newest(String subject) {
        return subjects.position(hash64(subject));
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
        var exchange = linked(file.read(position)).exchange();
        return exchange.side().equals(side) && exchange.gxId().equals(gxId) ? Optional.of(exchange) : Optional.empty();
    }

    /** The uses of one subject's data, newest first, without the first {@code offset}. */
    public Usages usages(String subject, int offset, int limit) {
        var records = new ArrayList<ExchangeRecord>();
        long position = newest(subject);
        int total = 0;
        int seen = 0;
        while (position != NONE && records.size() < limit) {
            var linked = linked(file.read(position));
            total = Math.max(total, linked.ordinal());
            if (linked.exchange().usage().subject().equals(subject) && seen++ >= offset) {
                records.add(linked.exchange());
            }
            position = linked.previous();
        }
        return new Usages(records, total);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw Problem.unavailable("store_unavailable", "The private store cannot be closed", e);
        }
    }

    /** A record with the position of the one before it about the same subject, and its place in that row. */
    private record Linked(ExchangeRecord exchange, long previous, int ordinal) {}
}
