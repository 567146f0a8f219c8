package tw.qiao.kernel.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/** ML-DSA-44, with the test vector of C2SP httpsig-pq. */
class MlDsaTest {
    private static JsonNode vector() throws IOException {
        try (var in = MlDsaTest.class.getResourceAsStream("/tw/qiao/kernel/c2sp/ml-dsa-44.json")) {
            return CanonicalJson.MAPPER.readTree(Objects.requireNonNull(in));
        }
    }

    private static byte[] bytes(JsonNode vector, String name) {
        return Base64.getDecoder().decode(vector.path(name).stringValue());
    }

    @Test
    void acceptsTheTestVectorAndNothingElse() throws IOException {
        var vector = vector();
        var key = VerificationKey.ofRaw(SignatureAlgorithm.ML_DSA_44, bytes(vector, "public_key"));
        byte[] message = bytes(vector, "message");
        byte[] signature = bytes(vector, "signature");

        assertThat(key.verifies(message, signature)).isTrue();
        assertThat(key.verifies(Arrays.copyOf(message, message.length + 1), signature))
                .isFalse();
        assertThat(key.verifies(message, Arrays.copyOf(signature, signature.length - 1)))
                .isFalse();
        assertThat(key.verifies(message, Arrays.copyOf(signature, signature.length + 1)))
                .isFalse();
        signature[7] ^= 1;
        assertThat(key.verifies(message, signature)).isFalse();
    }

    @Test
    void keepsAKeyInItsFile(@TempDir Path folder) {
        var written = SigningKey.generate(SignatureAlgorithm.ML_DSA_44);
        written.write(folder.resolve("key.pem"));

        var read = SigningKey.read(folder.resolve("key.pem"));

        assertThat(read.verificationKey()).isEqualTo(written.verificationKey());
        assertThat(written.verificationKey().verifies(new byte[] {1}, read.sign(new byte[] {1})))
                .isTrue();
        assertThat(VerificationKey.ofBase64(read.verificationKey().base64())).isEqualTo(read.verificationKey());
    }

    @Test
    void refusesKeysOfAnotherLength() {
        assertThatThrownBy(() -> VerificationKey.ofRaw(SignatureAlgorithm.ML_DSA_44, new byte[1311]))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> VerificationKey.ofRaw(SignatureAlgorithm.ML_DSA_44, new byte[32]))
                .isInstanceOf(Problem.class);
    }
}
