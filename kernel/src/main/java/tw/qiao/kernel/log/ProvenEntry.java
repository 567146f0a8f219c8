package tw.qiao.kernel.log;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Base64;
import java.util.List;

/**
 * An entry of a log with the proof that it is in it. The components are the JSON of a {@link Receipt}.
 *
 * @param index its place in the log, from 0
 * @param entry its bytes in base64
 * @param proof the audit path
 * @param treeSize the size of the tree that the path belongs to
 */
public record ProvenEntry(
        long index,
        String entry,
        List<Hash> proof,
        @JsonProperty("tree_size") long treeSize) {
    public ProvenEntry {
        requireNonNull(entry, "entry");
        proof = List.copyOf(proof);
    }

    static ProvenEntry of(byte[] content, InclusionProof proof) {
        return new ProvenEntry(
                proof.index(), Base64.getEncoder().encodeToString(content), proof.hashes(), proof.treeSize());
    }

    /** The bytes of the entry. */
    @JsonIgnore
    public byte[] content() {
        return Base64Form.decode(entry);
    }

    /** Whether the entry stands in the log at {@code checkpoint}. */
    public boolean isIn(Checkpoint checkpoint) {
        return treeSize == checkpoint.size()
                && new InclusionProof(index, treeSize, proof).proves(content(), checkpoint.root());
    }
}
