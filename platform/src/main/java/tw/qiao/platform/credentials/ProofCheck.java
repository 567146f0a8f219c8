package tw.qiao.platform.credentials;

import java.util.ArrayList;
import java.util.List;
import tw.qiao.kernel.log.Hash;
import tw.qiao.kernel.log.InclusionProof;

/** How far the evidence log bears out one statement about a certificate. */
public sealed interface ProofCheck {
    /** What is being checked: {@code issued}, or the status that a change brought. */
    String subject();

    /** The statement is recorded, but not yet in a checkpoint that the log has published and enough witnesses saw. */
    record Pending(String subject) implements ProofCheck {}

    /**
     * Every step of the check.
     *
     * @param entry the log entry as it follows from the record that is being verified
     * @param entryStands whether the log holds that very entry at {@code index}
     * @param path the way from the leaf to the root
     * @param rootFits whether the path ends in {@code root}, the root that the checkpoint names
     * @param signed whether the log's key signed the checkpoint, and as many witnesses as the policy asks for
     * @param checkpoint the signed note
     */
    record Checked(
            String subject,
            EvidenceEntry entry,
            String salt,
            boolean entryStands,
            long index,
            long treeSize,
            Hash leaf,
            List<Step> path,
            Hash root,
            boolean rootFits,
            boolean signed,
            String checkpoint)
            implements ProofCheck {
        public Checked {
            path = List.copyOf(path);
        }

        /** Whether every step holds. */
        public boolean holds() {
            return entryStands && rootFits && signed;
        }
    }

    /** One hashing on the way up: with a sibling at the left or the right. */
    record Step(boolean siblingAtLeft, Hash sibling, Hash result) {}

    /** The way from {@code leaf} up along the proof (RFC 9162, 2.1.3.2), for people to follow. */
    static List<Step> path(Hash leaf, InclusionProof proof) {
        var steps = new ArrayList<Step>();
        long place = proof.index();
        long last = proof.treeSize() - 1;
        Hash hash = leaf;
        for (Hash sibling : proof.hashes()) {
            boolean atLeft = (place & 1) == 1 || place == last;
            hash = atLeft ? Hash.node(sibling, hash) : Hash.node(hash, sibling);
            steps.add(new Step(atLeft, sibling, hash));
            while (atLeft && (place & 1) == 0 && place != 0) {
                place >>= 1;
                last >>= 1;
            }
            place >>= 1;
            last >>= 1;
        }
        return steps;
    }
}
