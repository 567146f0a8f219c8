package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.kernel.signature.VerificationKey;

/**
 * The signature of one message of a group that was signed as one: the place of the message, the number of messages, the
 * audit path to the root of their tree (RFC 6962), and the signature over that root. It is whole in itself: whoever has
 * the message, this and the key needs nothing else.
 *
 * <p>Octets: place and number (16 bits each, big-endian), the path (32 octets each, from the leaf up; the number of
 * hashes follows from place and number), the signature over {@code group/1⏎number⏎root in base64⏎}.
 */
public final class GroupSignature {
    /** How many messages a group has at most. */
    public static final int LARGEST_GROUP = 256;

    private static final String START = "group/1\n";

    private final InclusionProof proof;
    private final byte[] ofRoot;

    private GroupSignature(InclusionProof proof, byte[] ofRoot) {
        this.proof = proof;
        this.ofRoot = ofRoot;
    }

    /** The signature of a group of one message. */
    public static byte[] alone(SigningKey key, byte[] message) {
        var group = new SigningGroup(key);
        return group.signature(group.add(Hash.leaf(message)));
    }

    static byte[] encode(int place, int size, List<Hash> path, byte[] ofRoot) {
        var out = ByteBuffer.allocate(4 + path.size() * Hash.LENGTH + ofRoot.length)
                .putShort((short) place)
                .putShort((short) size);
        path.forEach(hash -> out.put(hash.bytes()));
        return out.put(ofRoot).array();
    }

    /** The octets that are signed for a group of {@code size} messages. */
    static byte[] signed(int size, Hash root) {
        return (START + size + "\n" + root.base64() + "\n").getBytes(US_ASCII);
    }

    /** Reads a signature; nothing if it has another form. */
    public static Optional<GroupSignature> read(byte[] octets) {
        if (octets.length < 4) {
            return Optional.empty();
        }
        var in = ByteBuffer.wrap(octets);
        int place = Short.toUnsignedInt(in.getShort());
        int size = Short.toUnsignedInt(in.getShort());
        if (size > LARGEST_GROUP || place >= size || in.remaining() < hashes(place, size) * Hash.LENGTH) {
            return Optional.empty();
        }
        var path = new ArrayList<Hash>();
        for (int i = hashes(place, size); i > 0; i--) {
            path.add(Hash.copyOf(octets, in.position()));
            in.position(in.position() + Hash.LENGTH);
        }
        byte[] ofRoot = new byte[in.remaining()];
        in.get(ofRoot);
        return Optional.of(new GroupSignature(new InclusionProof(place, size, path), ofRoot));
    }

    /** How many neighbours there are on the way to the root: one a level, save where a last node stands alone. */
    private static int hashes(int place, int size) {
        int count = 0;
        int at = place;
        for (int width = size; width > 1; width = (width + 1) / 2) {
            count += (at ^ 1) < width ? 1 : 0;
            at >>= 1;
        }
        return count;
    }

    /**
     * Whether the other half of {@code key} signed {@code message}.
     *
     * @param known remembers the roots that were verified, so that each group costs one verification
     */
    public boolean signs(byte[] message, VerificationKey key, VerifiedRoots known) {
        return proof.root(message)
                .map(root -> signed((int) proof.treeSize(), root))
                .filter(text -> known.verifies(key, text, ofRoot))
                .isPresent();
    }
}
