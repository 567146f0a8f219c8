package tw.qiao.kernel.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tw.qiao.kernel.Problem;

class SigningKeyTest {
    private static final byte[] DATA = "橋".getBytes(UTF_8);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "RSA_.*")
    void signsWhatItsVerificationKeyAccepts(SignatureAlgorithm algorithm) {
        var key = SigningKey.generate(algorithm);

        byte[] signature = key.sign(DATA);

        assertThat(signature).hasSize(key.verificationKey().signatureLength());
        assertThat(key.verificationKey().verifies(DATA, signature)).isTrue();
        assertThat(key.verificationKey().verifies("僑".getBytes(UTF_8), signature))
                .isFalse();
        assertThat(SigningKey.generate(algorithm).verificationKey().verifies(DATA, signature))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "RSA_.*")
    void comesBackFromItsFile(SignatureAlgorithm algorithm) {
        var file = folder.resolve("keys/node.pem");
        var key = SigningKey.readOrGenerate(file, algorithm);

        var again = SigningKey.readOrGenerate(file, algorithm);

        assertThat(again.verificationKey()).isEqualTo(key.verificationKey());
        assertThat(key.verificationKey().verifies(DATA, again.sign(DATA))).isTrue();
        assertThat(VerificationKey.ofBase64(key.verificationKey().base64())).isEqualTo(key.verificationKey());
    }

    @Test
    void isReadableByItsOwnerAlone() throws IOException {
        var file = folder.resolve("node.pem");
        SigningKey.generate(SignatureAlgorithm.ED25519).write(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertProblem("signing_key_exposed", () -> SigningKey.read(file));
    }

    @Test
    void neverOverwritesAFile() {
        var file = folder.resolve("node.pem");
        SigningKey.generate(SignatureAlgorithm.ED25519).write(file);

        assertProblem(
                "signing_key_unwritable",
                () -> SigningKey.generate(SignatureAlgorithm.ED25519).write(file));
    }

    @Test
    void refusesHalvesOfTwoKeys() {
        var one = SigningKey.generate(SignatureAlgorithm.ED25519);
        var other = SigningKey.generate(SignatureAlgorithm.ED25519);

        assertProblem(
                "signing_key_mismatch", () -> SigningKey.of(one.privateKey().getEncoded(), other.verificationKey()));
    }

    @Test
    void showsNothingSecret() {
        var key = SigningKey.generate(SignatureAlgorithm.ED25519);

        assertThat(key)
                .hasToString("SigningKey[ed25519:" + key.verificationKey().id() + "]");
    }

    private static void assertProblem(String code, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
