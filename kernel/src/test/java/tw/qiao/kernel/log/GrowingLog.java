package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.util.List;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;

/** A log in memory whose entries are the numbers from 0, after a prefix that tells its histories apart. */
final class GrowingLog {
    static final String ORIGIN = "ris.gov.tw/node1";

    final List<SigningKey> keys;
    private final HashTree tree = new HashTree();
    private final String history;

    GrowingLog(String history, List<SigningKey> keys) {
        this.history = history;
        this.keys = keys;
    }

    static GrowingLog withTwoKeys() {
        return new GrowingLog(
                "",
                List.of(
                        SigningKey.generate(SignatureAlgorithm.ED25519),
                        SigningKey.generate(SignatureAlgorithm.ML_DSA_44)));
    }

    /** Another history under the same keys. */
    GrowingLog forked() {
        return new GrowingLog("other ", keys);
    }

    List<NoteKey> noteKeys() {
        return keys.stream()
                .map(key -> NoteKey.ofLog(ORIGIN, key.verificationKey()))
                .toList();
    }

    byte[] entry(long index) {
        return (history + index).getBytes(UTF_8);
    }

    Checkpoint at(long size) {
        while (tree.size() < size) {
            tree.add(Hash.leaf(entry(tree.size())));
        }
        return new CheckpointSigner(ORIGIN, keys, Clock.systemUTC()).sign(size, tree.root(size));
    }

    InclusionProof prove(long index, long size) {
        return tree.inclusion(index, size);
    }

    /** A request to a witness that is told to go from one size to another. */
    AddCheckpoint request(long from, long to) {
        var checkpoint = at(to);
        return new AddCheckpoint(from, from <= to ? tree.consistency(from, to).hashes() : List.of(), checkpoint.note());
    }

    byte[] body(long from, long to) {
        return request(from, to).toString().getBytes(UTF_8);
    }
}
