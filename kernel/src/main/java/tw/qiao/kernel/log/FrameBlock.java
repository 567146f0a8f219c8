package tw.qiao.kernel.log;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import tw.qiao.kernel.Sha256;

/**
 * Whole frames as they stand one after the other in a segment, to be checked apart from all others.
 *
 * @param segment the number of the segment
 * @param start the place of the first frame in it
 * @param bytes the frames
 */
record FrameBlock(int segment, long start, ByteBuffer bytes) {
    /** What the frames hold. */
    static final class Checked {
        private static final int SOME = 256;

        private final int segment;
        private final long firstIndex;
        private int count;
        private int ofFirstForm;
        private long[] places = new long[SOME];
        private long[] keyHashes = new long[SOME];
        private byte[] leaves = new byte[SOME * Hash.LENGTH];

        private Checked(int segment, long firstIndex) {
            this.segment = segment;
            this.firstIndex = firstIndex;
        }

        int segment() {
            return segment;
        }

        /** The index of the first entry. */
        long firstIndex() {
            return firstIndex;
        }

        int count() {
            return count;
        }

        /** The index after the last entry that has no attachment because there were none; 0 if there is no such. */
        long attachedFrom() {
            return ofFirstForm == 0 ? 0 : firstIndex + ofFirstForm;
        }

        /** The place of an entry in its segment. */
        long place(int number) {
            return places[number];
        }

        long keyHash(int number) {
            return keyHashes[number];
        }

        /** The leaf hashes, one after the other. */
        byte[] leaves() {
            return leaves;
        }

        private void add(long place, long keyHash, ByteBuffer content, MessageDigest digest) {
            if (count == places.length) {
                places = Arrays.copyOf(places, count * 2);
                keyHashes = Arrays.copyOf(keyHashes, count * 2);
                leaves = Arrays.copyOf(leaves, leaves.length * 2);
            }
            places[count] = place;
            keyHashes[count] = keyHash;
            Hash.leaf(digest, content, leaves, count * Hash.LENGTH);
            count++;
        }
    }

    /** Checks every frame, that its entries follow those of the frame before, and hashes the entries. */
    Checked check(KeyHash keyHash) throws DamagedException {
        var digest = Sha256.digest();
        var in = bytes.duplicate();
        var checked = new Checked(segment, Frame.header(in).firstIndex());
        in.rewind();
        while (in.hasRemaining()) {
            var header = Frame.header(in);
            if (header.firstIndex() != checked.firstIndex + checked.count) {
                throw new DamagedException(
                        "expected entry " + (checked.firstIndex + checked.count) + ", found " + header.firstIndex());
            }
            long place = start + in.position();
            var body = in.slice(in.position(), header.bodyLength());
            in.position(in.position() + header.bodyLength());
            header.check(body);
            while (body.hasRemaining()) {
                long entry = place + body.position();
                long hash = keyHash.of(Frame.chunk(body));
                checked.add(entry, hash, Frame.chunk(body), digest);
                if (header.isOfFirstForm()) {
                    checked.ofFirstForm = checked.count;
                } else {
                    var _ = Frame.attachment(body);
                }
            }
        }
        return checked;
    }
}
