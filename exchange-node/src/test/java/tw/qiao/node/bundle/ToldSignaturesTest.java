package tw.qiao.node.bundle;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.log.GroupSignature;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;

/** The other party may tell any signature; only a true one gets into a bundle. */
class ToldSignaturesTest {
    private final SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519);
    private final ToldSignatures told = new ToldSignatures(
            id -> Optional.of(key.verificationKey()).filter(own -> own.id().equals(id)));
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private byte[] base(String algorithm) {
        byte[] base = ("\"@method\": GET\n\"@signature-params\": (\"@method\");created=1;keyid=\""
                        + key.verificationKey().id() + "\";alg=\"" + algorithm + "\";tag=\"gx/1\"")
                .getBytes(US_ASCII);
        files.put("consumer/request.base", base);
        return base;
    }

    private void tell(String kind, String base64) {
        told.add(files, "consumer", CanonicalJson.MAPPER.valueToTree(Map.of(kind, base64)));
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    @Test
    void takesTheSignatureOfOneMessageAndOfAGroup() {
        byte[] alone = key.sign(base("ed25519"));
        tell("request", base64(alone));
        assertThat(files).containsEntry("consumer/request.signature", alone);

        files.clear();
        byte[] grouped = GroupSignature.alone(key, base("merkle-ed25519"));
        tell("request", base64(grouped));
        assertThat(files).containsEntry("consumer/request.signature", grouped);
    }

    @Test
    void leavesOutTheSignatureOfAnotherAttempt() {
        byte[] other = key.sign("another".getBytes(US_ASCII));
        base("ed25519");

        tell("request", base64(other));

        assertThat(files).containsOnlyKeys("consumer/request.base");
    }

    @Test
    void leavesOutASignatureOfWhatIsNotHere() {
        byte[] signature = key.sign(base("ed25519"));

        tell("response", base64(signature));
        tell("../request", base64(signature));

        assertThat(files).containsOnlyKeys("consumer/request.base");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "???", "AAAA"})
    void leavesOutNonsense(String nonsense) {
        base("ed25519");
        tell("request", nonsense);
        base("merkle-ed25519");
        tell("request", nonsense);

        assertThat(files).containsOnlyKeys("consumer/request.base");
    }
}
