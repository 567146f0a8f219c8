package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import tw.qiao.kernel.Problem;

/**
 * The body of a request to a witness (C2SP tlog-witness, add-checkpoint).
 *
 * @param oldSize the size of the checkpoint that the log believes the witness to hold, 0 for none
 * @param proof the consistency proof from there
 * @param checkpoint the new checkpoint, as a signed note
 */
public record AddCheckpoint(long oldSize, List<Hash> proof, String checkpoint) {
    /** The most lines that a proof may have. */
    static final int LONGEST_PROOF = 63;

    private static final int LARGEST = 256 * 1024;
    private static final String OLD = "old ";

    public AddCheckpoint {
        proof = List.copyOf(proof);
    }

    /** Reads a body. Whether its checkpoint is one is for the witness to find out. */
    static AddCheckpoint parse(byte[] body) {
        String text = decode(body);
        int split = text.indexOf("\n\n");
        if (!text.startsWith(OLD) || split < 0) {
            throw malformed();
        }
        List<String> lines = List.of(text.substring(OLD.length(), split).split("\n", -1));
        if (lines.size() > 1 + LONGEST_PROOF) {
            throw malformed();
        }
        var proof = new ArrayList<Hash>();
        lines.stream().skip(1).forEach(line -> proof.add(Hash.ofBase64(line)));
        return new AddCheckpoint(TreeHead.size(lines.getFirst()), proof, text.substring(split + 2));
    }

    private static String decode(byte[] body) {
        if (body.length > LARGEST) {
            throw malformed();
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw malformed();
        }
    }

    private static Problem malformed() {
        return Problem.invalid(
                "witness_request_malformed",
                "Expected an old size, at most 63 proof lines, an empty line and a checkpoint (C2SP tlog-witness)");
    }

    /** The body as it is sent. */
    @Override
    public String toString() {
        var out = new StringBuilder(OLD).append(oldSize).append('\n');
        proof.forEach(hash -> out.append(hash.base64()).append('\n'));
        return out.append('\n').append(checkpoint).toString();
    }
}
