package tw.qiao.node.store;

import java.util.function.ToLongFunction;
import tw.qiao.node.store.LastingRecord.Link;

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
        long index = newest.position(key);
        return index == LongIndex.ABSENT ? Link.NONE : new Link(index, (int) counts.position(key));
    }

    /** Notes that {@code record} is kept with the entry at {@code index}. */
    synchronized void add(LastingRecord record, long index) {
        for (String person : LastingRecord.people(record.exchange().usage())) {
            long key = hash.applyAsLong(person);
            newest.put(key, index);
            counts.put(key, record.link(person).ordinal());
        }
    }

    /** The record as it is kept: linked to those before it. */
    LastingRecord linked(ExchangeRecord exchange) {
        var links = LastingRecord.people(exchange.usage()).stream()
                .map(this::newest)
                .map(before -> new Link(before.previous(), before.ordinal() + 1))
                .toList();
        return new LastingRecord(exchange, links);
    }
}
