package tw.qiao.node.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.node.store.StoredRecord.Erasable;
import tw.qiao.node.store.StoredRecord.Link;
import tw.qiao.node.store.StoredRecord.Sealed;

/**
 * The private store of a node: one sealed record for each exchange, found again by exchange id or by the person it was
 * about. Records of one person are linked from the newest to the oldest; the index in memory is rebuilt at opening.
 *
 * <p>Salts and answers are sealed once more, with the key of the period in which they were kept. After their time that
 * key is destroyed, and no copy of the file tells them any more; what remains says that data was used, not which.
 */
public final class PrivateStore implements AutoCloseable {
    private static final long NONE = LongIndex.ABSENT;
    private static final int AT_ONCE = 256;
    private static final Duration LONGEST_RHYTHM = Duration.ofMinutes(1);

    /**
     * Some uses of one person's data.
     *
     * @param records newest first
     * @param total how many there are in all
     */
    public record Usages(List<ExchangeRecord> records, int total) {}

    private final Seal seal;
    private final PeriodKeys keys;
    private final Clock clock;
    private final LongIndex exchanges = new LongIndex();
    private final Trails trails = new Trails(this::hash64);
    private final SealedFile file;
    private boolean keepsAnswersForEver;

    private PrivateStore(Path file, Seal seal, PeriodKeys keys, Clock clock) throws IOException {
        this.seal = seal;
        this.keys = keys;
        this.clock = clock;
        this.file = SealedFile.open(file, seal, this::index);
    }

    /**
     * Opens the store in {@code folder}, and makes it where there is none. Only one process can.
     *
     * @param kept how long answers can be read
     */
    public static PrivateStore open(Path folder, Duration kept, Clock clock) {
        try {
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(folder, ownerOnly);
            var seal = Seal.open(folder.resolve("store.key"));
            var keys = PeriodKeys.open(folder.resolve("periods"), kept);
            var file = folder.resolve("exchanges.sealed");
            var store = new PrivateStore(file, seal, keys, clock);
            keys.erase(clock.instant());
            return store.keepsAnswersForEver ? store.rewritten(file) : store;
        } catch (IOException e) {
            throw Problem.unavailable("store_unavailable", "The private store cannot be opened: " + folder, e);
        }
    }

    /** This store with its older records in today's form, whose answers can be erased. */
    private PrivateStore rewritten(Path path) throws IOException {
        Path fresh = path.resolveSibling("exchanges.rewritten");
        Files.deleteIfExists(fresh);
        try (var older = this;
                var target = new PrivateStore(fresh, seal, keys, clock)) {
            var pending = new ArrayList<CompletableFuture<Void>>();
            older.file.readAll((position, content) -> {
                pending.add(target.keep(whole(stored(content), position)));
                if (pending.size() == AT_ONCE) {
                    pending.forEach(CompletableFuture::join);
                    pending.clear();
                }
            });
            pending.forEach(CompletableFuture::join);
            Disk.move(fresh, path);
        }
        return new PrivateStore(path, seal, keys, clock);
    }

    /** How often {@link #erase} must be called. */
    public Duration rhythm() {
        return keys.length().compareTo(LONGEST_RHYTHM) < 0 ? keys.length() : LONGEST_RHYTHM;
    }

    /** Destroys what is past its time. What a stopped process left half done is done the next time. */
    public void erase() {
        try {
            keys.erase(clock.instant());
        } catch (IOException e) {
            throw Problem.unavailable("store_unavailable", "The private store cannot erase what is past its time", e);
        }
    }

    private void index(long position, byte[] content) {
        index(position, stored(content));
    }

    private synchronized void index(long position, StoredRecord stored) {
        ExchangeRecord exchange = stored.exchange();
        exchanges.put(exchangeKey(exchange.side(), exchange.gxId()), position);
        trails.add(stored, position);
        keepsAnswersForEver |= stored.keepsItsAnswer();
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
        var rest = exchange.with("", "", "");
        boolean past = exchange.wasErased() || keys.isPast(exchange.time(), clock.instant());
        String period = past ? "" : keys.period(exchange.time());
        var key = past ? null : keys.forSealing(period);
        return file.append(new Entry(position ->
                trails.linked(rest, key == null ? null : new Sealed(period, sealed(exchange, key, position)))));
    }

    /** Linked by the one writer, so that links follow the order of the file. */
    private final class Entry implements SealedFile.Entry {
        private final LongFunction<StoredRecord> record;
        private @Nullable StoredRecord stored;

        Entry(LongFunction<StoredRecord> record) {
            this.record = record;
        }

        @Override
        public byte[] content(long position) {
            stored = record.apply(position);
            return CanonicalJson.MAPPER.writeValueAsBytes(stored);
        }

        @Override
        public void written(long position) {
            index(position, Objects.requireNonNull(stored));
        }
    }

    private static String sealed(ExchangeRecord exchange, Seal key, long position) {
        var erasable = new Erasable(
                exchange.salt(), exchange.answer().body(), exchange.answer().headers());
        byte[] octets = key.seal(CanonicalJson.MAPPER.writeValueAsBytes(erasable), position);
        return Base64.getEncoder().encodeToString(octets);
    }

    /** The exchange with what is erased after its time, as far as that is still there. */
    private ExchangeRecord whole(StoredRecord stored, long position) {
        var sealed = stored.sealed();
        var exchange = stored.exchange();
        if (keys.isPast(exchange.time(), clock.instant())) {
            return exchange.with("", "", "");
        }
        if (sealed == null) {
            return exchange;
        }
        byte[] octets = Base64.getDecoder().decode(sealed.octets());
        return keys.find(sealed.period())
                .flatMap(key -> Optional.ofNullable(key.unseal(octets, position)))
                .map(clear -> CanonicalJson.MAPPER.readValue(clear, Erasable.class))
                .map(erasable -> exchange.with(erasable.salt(), erasable.body(), erasable.headers()))
                .orElse(exchange);
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
        var exchange = whole(stored(file.read(position)), position);
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
