package tw.qiao.kernel.registry;

import java.nio.charset.StandardCharsets;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.kernel.signature.VerificationKey;

/** The form in which {@link Revocations} travel, signed with the registry's key. */
public final class SignedRevocations {
    private static final SignedDocument DOCUMENT = new SignedDocument("revocations");

    private SignedRevocations() {}

    /** The signed form of {@code revocations}. */
    public static String sign(Revocations revocations, SigningKey key) {
        return new String(CanonicalJson.bytes(DOCUMENT.sign(revocations, key)), StandardCharsets.UTF_8);
    }

    /**
     * The list in {@code signedJson}, if {@code key} signed it and it is no older one or other one than {@code known}.
     */
    public static Revocations verify(String signedJson, VerificationKey key, Revocations known) {
        var revocations = DOCUMENT.read(DOCUMENT.parse(signedJson), key, Revocations.class);
        if (revocations.number() < known.number()) {
            throw Problem.conflict(
                    "revocations_rolled_back",
                    "Revocations " + known.number() + " are in use; number " + revocations.number() + " is older");
        }
        if (revocations.number() == known.number() && !revocations.equals(known)) {
            throw Problem.conflict("revocations_forked", "There are two lists with number " + known.number());
        }
        return revocations;
    }
}
