package tw.qiao.node.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tw.qiao.node.message.Body;
import tw.qiao.node.store.ExchangeRecord.StoredAnswer;
import tw.qiao.node.store.ExchangeRecord.Usage;

/**
 * What stays of an exchange when its salt and its answer are erased: who used what for which purpose, and the way to
 * the records before it about the same people.
 *
 * @param exchange without salt and body
 * @param links one for each of the people whom the answer is about or mentions, in the order of {@link #people}
 */
record LastingRecord(ExchangeRecord exchange, List<Link> links) {
    /**
     * The way from a record to the one before it about the same person.
     *
     * @param previous the index of its entry
     * @param ordinal the place of this record in that row, from 1
     */
    record Link(long previous, int ordinal) {
        /** Of somebody about whom there is no record. */
        static final Link NONE = new Link(LongIndex.ABSENT, 0);
    }

    /** The keyed hashes of all people whom an answer is about or mentions. */
    static List<String> people(Usage usage) {
        var people = new ArrayList<String>();
        if (!usage.subject().isEmpty()) {
            people.add(usage.subject());
        }
        people.addAll(usage.mentioned());
        return people;
    }

    /** The way to the record before this one about the person with the given keyed hash. */
    Link link(String person) {
        int place = people(exchange.usage()).indexOf(person);
        return place < 0 ? Link.NONE : links.get(place);
    }

    /** Whether the record is about the person with the given keyed hash. */
    boolean concerns(String person) {
        return people(exchange.usage()).contains(person);
    }

    byte[] octets() {
        var octets = new ByteArrayOutputStream(512);
        try (var out = new DataOutputStream(octets)) {
            out.writeUTF(exchange.side());
            out.writeUTF(exchange.gxId());
            out.writeLong(exchange.time().toEpochMilli());
            out.writeUTF(exchange.client());
            out.writeUTF(exchange.service());
            out.writeUTF(exchange.content());
            out.writeUTF(exchange.purpose());
            out.writeUTF(exchange.basis());
            out.writeUTF(exchange.consent());
            out.writeUTF(exchange.usage().subject());
            write(out, exchange.usage().fields());
            write(out, exchange.usage().mentioned());
            out.writeShort(exchange.answer().status());
            out.writeUTF(exchange.answer().contentType());
            for (Link link : links) {
                out.writeLong(link.previous());
                out.writeInt(link.ordinal());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail to write", e);
        }
        return octets.toByteArray();
    }

    private static void write(DataOutputStream out, List<String> texts) throws IOException {
        out.writeShort(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    static LastingRecord of(byte[] octets) {
        try (var in = new DataInputStream(new ByteArrayInputStream(octets))) {
            var exchange = exchange(in);
            var links = new ArrayList<Link>();
            for (int i = people(exchange.usage()).size(); i > 0; i--) {
                links.add(new Link(in.readLong(), in.readInt()));
            }
            return new LastingRecord(exchange, links);
        } catch (IOException e) {
            throw new UncheckedIOException("A record that was sealed is whole", e);
        }
    }

    private static ExchangeRecord exchange(DataInputStream in) throws IOException {
        return new ExchangeRecord(
                in.readUTF(),
                in.readUTF(),
                Instant.ofEpochMilli(in.readLong()),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                "",
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                new Usage(in.readUTF(), texts(in), texts(in)),
                new StoredAnswer(in.readUnsignedShort(), in.readUTF(), Body.EMPTY, ""));
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        var texts = new ArrayList<String>();
        for (int i = in.readUnsignedShort(); i > 0; i--) {
            texts.add(in.readUTF());
        }
        return texts;
    }
}
