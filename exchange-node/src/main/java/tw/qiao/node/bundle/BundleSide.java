package tw.qiao.node.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.NoteKey;
import tw.qiao.kernel.log.ProvenEntry;
import tw.qiao.kernel.log.Receipt;
import tw.qiao.kernel.log.TlogProof;
import tw.qiao.kernel.log.WitnessPolicy;
import tw.qiao.kernel.timestamp.TimeStampToken;

/**
 * One party's files of an evidence bundle. They come from what its node tells, and are taken only where they are
 * proved, so that no party can spoil the proof that the other holds.
 */
public final class BundleSide {
    private static final WitnessPolicy NO_WITNESS = WitnessPolicy.parse("quorum none\n".getBytes(UTF_8));
    private static final Set<String> ROLES = Set.of("consumer", "provider");
    private static final Set<String> KINDS = Set.of("request", "response", "refusal");

    private BundleSide() {}

    /**
     * The files for what {@code side} tells; empty when it is not proved.
     *
     * @param keys the keys of its log by the registry, all of which must have signed
     */
    public static Optional<SequencedMap<String, byte[]>> files(
            JsonNode side, List<NoteKey> keys, Predicate<String> wanted) {
        try {
            String role = side.path("role").stringValue("");
            return ROLES.contains(role) ? Optional.of(proved(role, side, keys, wanted)) : Optional.empty();
        } catch (Problem | JacksonException | IllegalArgumentException unsound) {
            return Optional.empty();
        }
    }

    private static SequencedMap<String, byte[]> proved(
            String role, JsonNode side, List<NoteKey> keys, Predicate<String> wanted) {
        var files = new LinkedHashMap<String, byte[]>();
        var receipt = CanonicalJson.MAPPER.treeToValue(side, Receipt.class);
        for (ProvenEntry entry : receipt.entries()) {
            var proof = TlogProof.of(receipt, entry);
            proof.verify(entry.content(), receipt.origin(), keys, NO_WITNESS);
            String kind =
                    CanonicalJson.MAPPER.readTree(entry.content()).path("kind").stringValue("");
            if (KINDS.contains(kind) && wanted.test(kind)) {
                files.put(role + "/" + kind + ".json", entry.content());
                files.put(role + "/" + kind + ".tlog-proof", proof.toString().getBytes(UTF_8));
            }
        }
        side.path("checkpoint_stamp")
                .stringValueOpt()
                .ifPresent(token -> files.put(role + "/checkpoint.tst", stamp(token, receipt)));
        return files;
    }

    private static byte[] stamp(String base64, Receipt receipt) {
        var token = TimeStampToken.parse(Base64.getDecoder().decode(base64));
        if (!token.info().isOver(receipt.checkpoint().getBytes(UTF_8))) {
            throw Problem.forbidden("time_stamp_wrong_imprint", "The time stamp is over another checkpoint");
        }
        token.signer();
        return token.encoded();
    }
}
