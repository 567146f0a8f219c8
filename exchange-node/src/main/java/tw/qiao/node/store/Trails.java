package tw.qiao.node.store;

import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tw.qiao.node.store.ExchangeRecord.Usage;
import tw.qiao.node.store.StoredRecord.Link;
import tw.qiao.node.store.StoredRecord.Sealed;

/** For everybody whose data was used the newest record of it, and how many there are. */
final class Trails {
    private final ToLongFunction<String> hash;
    private final LongIndex newest = new LongIndex();
    private final LongIndex counts = new LongIndex();

    Trails(ToLongFunction<String> hash) {
        this.hash = hash;
    }

    /** The newest record about {@code person}, with its place among all of them. */
    synchronized Link newest(String person) {
        long key = hash.applyAsLong(person);
        long position = newest.position(key);
        return position == LongIndex.ABSENT ? Link.NONE : new Link(position, (int) counts.position(key));
    }

    /** Notes that {@code stored} is at {@code position}. */
    synchronized void add(StoredRecord stored, long position) {
        Usage usage = stored.exchange().usage();
        if (!usage.subject().isEmpty()) {
            add(usage.subject(), position, stored.ordinal());
        }
        for (String person : usage.mentioned()) {
            add(person, position, stored.link(person).ordinal());
        }
    }

    private void add(String person, long position, int ordinal) {
        long key = hash.applyAsLong(person);
        newest.put(key, position);
        counts.put(key, ordinal);
    }

    /** The record as it is kept: linked to those before it. */
    StoredRecord linked(ExchangeRecord exchange, @Nullable Sealed sealed) {
        Usage usage = exchange.usage();
        Link own = usage.subject().isEmpty() ? Link.NONE : newest(usage.subject());
        var others = usage.mentioned().stream().map(this::next).toList();
        return new StoredRecord(exchange, own.previous(), own.ordinal() + 1, others, sealed);
    }

    private Link next(String person) {
        Link before = newest(person);
        return new Link(before.previous(), before.ordinal() + 1);
    }
}
