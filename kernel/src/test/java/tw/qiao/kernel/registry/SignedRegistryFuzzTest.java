package tw.qiao.kernel.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;

class SignedRegistryFuzzTest {
    private static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.ED25519);

    @FuzzTest
    void neverFailsButWithAProblem(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            SignedRegistry.verify(text, KEY.verificationKey(), Clock.systemUTC());
            assertThat(text).as("accepted without the signature").isNull();
        } catch (Problem expected) {
            assertThat(expected.status()).isBetween(400, 503);
        }
    }

    @FuzzTest
    void neverFailsOnSignedContentButWithAProblem(FuzzedDataProvider data) {
        String content = data.consumeRemainingAsString();
        try {
            SignedRegistry.verify(signed(content), KEY.verificationKey(), Clock.systemUTC());
        } catch (Problem expected) {
            assertThat(expected.status()).isBetween(400, 503);
        }
    }

    private static String signed(String content) {
        var covered = new ByteArrayOutputStream();
        covered.writeBytes("tw.qiao registry 1\n".getBytes(UTF_8));
        try {
            covered.writeBytes(CanonicalJson.bytes(CanonicalJson.MAPPER.readTree(content)));
        } catch (JacksonException | IllegalArgumentException e) {
            return content;
        }
        String signature = Base64.getEncoder().encodeToString(KEY.sign(covered.toByteArray()));
        return "{\"registry\":" + content + ",\"signature\":\"" + signature + "\"}";
    }
}
