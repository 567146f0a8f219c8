package tw.qiao.node.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as the file holds it, with the way to the records before it.
 *
 * @param previous the position of the record before this one about the same subject
 * @param ordinal its place in that row, from 1
 * @param links the same for each of the people whom the answer mentions, in their order; older records have none
 * @param sealed what is erased after its time; null where it was past its time already, and in older records, which
 *     hold it in {@code exchange}
 */
record StoredRecord(
        ExchangeRecord exchange,
        long previous,
        int ordinal,
        @Nullable List<Link> links,
        @Nullable Sealed sealed) {
    /** The way from a record to the one before it about the same person. */
    record Link(long previous, int ordinal) {
        /** Of somebody about whom there is no record. */
        static final Link NONE = new Link(LongIndex.ABSENT, 0);
    }

    /**
     * What is erased after its time, sealed with the key of its period.
     *
     * @param octets base64 of a sealed {@link Erasable}
     */
    record Sealed(String period, String octets) {}

    /** The parts of a record that are erased after their time: without them nobody can tell what was answered. */
    record Erasable(String salt, String body, @Nullable String headers) {
        /** Older records have no headers. */
        @Override
        public String headers() {
            return headers == null ? "" : headers;
        }
    }

    /** Whether an older node wrote it, which kept answers for ever. */
    boolean keepsItsAnswer() {
        return sealed == null && !exchange.wasErased();
    }

    /** The way to the record before this one about the person with the given keyed hash. */
    Link link(String person) {
        int place = exchange.usage().mentioned().indexOf(person);
        return links == null || place < 0 ? new Link(previous, ordinal) : links.get(place);
    }

    /** Whether the record is about the person with the given keyed hash. */
    boolean concerns(String person) {
        return exchange.usage().subject().equals(person)
                || exchange.usage().mentioned().contains(person);
    }
}
