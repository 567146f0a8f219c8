package tw.qiao.node.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.LogEntry;
import tw.qiao.kernel.log.NewEntry;
import tw.qiao.node.message.Body;
import tw.qiao.node.store.LastingRecord.Link;

/**
 * The private store of a node (私有紀錄): what it keeps to itself of each exchange, sealed and attached to the entries of
 * its evidence log, so that both become durable at once. Found again by the key of the entry or by the person it was
 * about: records of one person are linked from the newest to the oldest. The keys lie in a folder of their own.
 *
 * <p>Salts, messages and answers are sealed with the key of the period in which they were kept. After their time that
 * key is destroyed, and no copy of the log tells them any more; what remains says that data was used, not which.
 */
public final class PrivateStore {
    private static final Duration LONGEST_RHYTHM = Duration.ofMinutes(1);
    private static final int PATIENCE = 1_000; // milliseconds
    private static final int LASTING = 512; // octets of a record without its answer, more or less

    /**
     * Some uses of one person's data.
     *
     * @param records newest first
     * @param total how many there are in all
     */
    public record Usages(List<ExchangeRecord> records, int total) {}

    private final EvidenceLog log;
    private final Seal seal;
    private final PeriodKeys keys;
    private final KeptAnswers answers;
    private final Clock clock;
    private final Trails trails = new Trails(this::hash64);

    private PrivateStore(EvidenceLog log, Seal seal, PeriodKeys keys, KeptAnswers answers, Clock clock) {
        this.log = log;
        this.seal = seal;
        this.keys = keys;
        this.answers = answers;
        this.clock = clock;
    }

    /**
     * Opens the store whose keys are in {@code folder}, and makes them where there are none.
     *
     * @param log the log to whose entries records are attached
     * @param kept how long answers can be read
     * @param largestKept how many octets of large answers are kept at most
     */
    public static PrivateStore open(Path folder, EvidenceLog log, Duration kept, long largestKept, Clock clock) {
        try {
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(folder, ownerOnly);
            var keys = PeriodKeys.open(folder.resolve("periods"), kept);
            var answers = KeptAnswers.open(folder.resolve("answers"), largestKept);
            var store = new PrivateStore(log, Seal.open(folder.resolve("store.key")), keys, answers, clock);
            log.forEach(0, store::index);
            store.erase();
            return store;
        } catch (IOException e) {
            throw Problem.unavailable("store_unavailable", "The private store cannot be opened: " + folder, e);
        }
    }

    private void index(LogEntry entry) {
        KeptOctets.of(entry.attachment())
                .filter(kept -> kept.lasting().length > 0)
                .ifPresent(kept -> trails.add(lasting(kept, entry.index()), entry.index()));
    }

    private LastingRecord lasting(KeptOctets kept, long index) {
        byte[] octets = seal.unseal(kept.lasting(), place(index));
        if (octets == null) {
            throw Problem.of("store_corrupt", 500, false, "A record of the private store is not what was sealed");
        }
        return LastingRecord.of(octets);
    }

    private static byte[] place(long index) {
        return ByteBuffer.allocate(Long.BYTES).putLong(index).array();
    }

    private static byte[] place(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    /** How often {@link #erase} must be called. */
    public Duration rhythm() {
        return keys.length().compareTo(LONGEST_RHYTHM) < 0 ? keys.length() : LONGEST_RHYTHM;
    }

    /** Destroys what is past its time. What a stopped process left half done is done the next time. */
    public void erase() {
        try {
            keys.erase(clock.instant());
            answers.erase(period -> keys.find(period).isPresent());
        } catch (IOException e) {
            throw Problem.unavailable("store_unavailable", "The private store cannot erase what is past its time", e);
        }
    }

    /** Keyed, so that nobody outside can make two people meet. */
    private long hash64(String text) {
        return ByteBuffer.wrap(seal.hash(text.getBytes(StandardCharsets.UTF_8))).getLong();
    }

    /** The keyed hash under which uses of the given person's or firm's data are found. */
    public String subject(String number) {
        byte[] hash = seal.hash(("subject/" + number).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    /** Keeps {@code message} with the entry under {@code key}. */
    public NewEntry attach(NewEntry entry, String key, String salt, KeptMessage message) {
        String period = keys.period(clock.instant());
        byte[] erasable =
                keys.forSealing(period).seal(new Erasable(salt, message, Body.EMPTY, "", "").octets(), place(key));
        byte[] octets = new KeptOctets(period, erasable, new byte[0]).octets();
        return entry.attached(_ -> octets, octets.length);
    }

    /** Keeps {@code exchange} and {@code message} with the entry under {@code key}. */
    public NewEntry attach(NewEntry entry, String key, ExchangeRecord exchange, KeptMessage message) {
        String period = keys.period(exchange.time());
        var answer = exchange.answer();
        var ofPeriod = keys.forSealing(period);
        String file = answers.keep(answer.body(), period, exchange.gxId());
        var body = file.isEmpty() ? answer.body() : Body.EMPTY;
        byte[] erasable = ofPeriod.seal(
                new Erasable(exchange.salt(), message, body, answer.headers(), file).octets(), place(key));
        var rest = exchange.with("", Body.EMPTY, "");
        return entry.attached(index -> octets(rest, period, erasable, index), erasable.length + LASTING);
    }

    /** Linked by the one writer of the log, so that links follow the order of the entries. */
    private byte[] octets(ExchangeRecord rest, String period, byte[] erasable, long index) {
        var lasting = trails.linked(rest);
        trails.add(lasting, index);
        return new KeptOctets(period, erasable, seal.seal(lasting.octets(), place(index))).octets();
    }

    /** The record that was kept with the entry under {@code key}. */
    public Optional<ExchangeRecord> find(String key) {
        var index = log.indexOf(key);
        return index.isEmpty() ? Optional.empty() : found(key, index.getAsLong());
    }

    private Optional<ExchangeRecord> found(String key, long index) {
        return KeptOctets.of(log.attachment(index))
                .filter(kept -> kept.lasting().length > 0)
                .map(kept -> {
                    var exchange = lasting(kept, index).exchange();
                    return erasable(kept, key, exchange)
                            .map(erasable -> exchange.with(erasable.salt(), body(erasable), erasable.headers()))
                            .orElse(exchange);
                });
    }

    private Body body(Erasable erasable) {
        return erasable.file().isEmpty() ? erasable.body() : answers.find(erasable.file());
    }

    private Optional<Erasable> erasable(KeptOctets kept, String key, ExchangeRecord exchange) {
        return keys.isPast(exchange.time(), clock.instant()) ? Optional.empty() : erasable(kept, key);
    }

    private Optional<Erasable> erasable(KeptOctets kept, String key) {
        return keys.find(kept.period())
                .flatMap(period -> Optional.ofNullable(period.unseal(kept.erasable(), place(key))))
                .map(Erasable::of);
    }

    /** The message that was kept with the entry under {@code key}, until it is erased. */
    public Optional<KeptMessage> message(String key) {
        var index = log.indexOf(key);
        return index.isEmpty()
                ? Optional.empty()
                : KeptOctets.of(log.attachment(index.getAsLong()))
                        .flatMap(kept -> erasable(kept, key))
                        .map(Erasable::message);
    }

    /** A record is linked a moment before it can be read. */
    private long durable(long index) {
        for (int i = 0; i < PATIENCE && index >= log.size(); i++) {
            LockSupport.parkNanos(1_000_000);
        }
        return index;
    }

    /** The uses of one person's data, newest first, without the first {@code offset}. */
    public Usages usages(String person, int offset, int limit) {
        var records = new ArrayList<ExchangeRecord>();
        Link newest = trails.newest(person);
        long index = newest.previous();
        int seen = 0;
        while (index != LongIndex.ABSENT && records.size() < limit) {
            long at = durable(index);
            var record = KeptOctets.of(log.attachment(at))
                    .map(kept -> lasting(kept, at))
                    .orElseThrow();
            if (record.concerns(person) && seen++ >= offset) {
                records.add(record.exchange());
            }
            index = record.link(person).previous();
        }
        return new Usages(records, newest.ordinal());
    }
}
