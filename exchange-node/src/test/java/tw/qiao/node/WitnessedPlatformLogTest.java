package tw.qiao.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.HttpWitness;
import tw.qiao.kernel.log.Note;
import tw.qiao.kernel.log.WitnessAddress;
import tw.qiao.kernel.log.WitnessPolicy;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.node.settings.NodeSettings;

/** A node cosigns logs of others than nodes where its settings name them. */
class WitnessedPlatformLogTest extends WitnessedNodes {
    private static final String ORIGIN = "test.example/platform";

    private final SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519);

    private String policy(String... codes) {
        var out = new StringBuilder("log " + Note.vkey(ORIGIN, key.verificationKey()) + "\n");
        for (String code : codes) {
            out.append("witness " + code + " " + witness(code).vkey() + " " + uri(code, "/witness") + "\n");
        }
        return out.append("group all all " + String.join(" ", codes) + "\nquorum all\n")
                .toString();
    }

    private WitnessAddress address(String code) {
        return WitnessPolicy.parse(policy(code).getBytes(UTF_8)).addresses().getFirst();
    }

    private HttpWitness asked(String code, EvidenceLog log) {
        return new HttpWitness(HttpClient.newHttpClient(), address(code), log, Duration.ofSeconds(3));
    }

    private void restartNaming(String code) throws IOException {
        exchange.stop(code);
        Files.write(
                exchange.settings(code).home().resolve(NodeSettings.FILE),
                CanonicalJson.bytes(Map.of("witnessedLogs", List.of(Note.vkey(ORIGIN, key.verificationKey())))));
        exchange.start(code);
    }

    @Test
    void cosignsTheGrowingLogThatItsSettingsName() throws IOException {
        restartNaming("RIS");
        try (var log = EvidenceLog.open(folder.resolve("platform"), ORIGIN, key, exchange.clock)) {
            var policy = WitnessPolicy.parse(policy("RIS").getBytes(UTF_8));
            var witness = asked("RIS", log);
            for (int i = 0; i < 3; i++) {
                log.append("entry/" + i, new byte[] {(byte) i});
                var checkpoint = log.checkpointNow();

                var cosigned = checkpoint.with(List.of(witness.cosign(checkpoint)));

                assertThat(policy.verify(cosigned.note()).size()).isEqualTo(i + 1);
            }
            var newest = log.checkpoint();
            assertThat(asked("RIS", log).cosign(newest))
                    .as("who does not know what it holds asks")
                    .isNotNull();
        }
    }

    @Test
    void cosignsNoLogThatNobodyNamedAndNoOtherHistory() throws IOException {
        restartNaming("RIS");
        try (var log = EvidenceLog.open(folder.resolve("platform"), ORIGIN, key, exchange.clock)) {
            log.append("one", new byte[] {1});
            asked("RIS", log).cosign(log.checkpointNow());
            assertThatThrownBy(() -> asked("WELFARE", log).cosign(log.checkpoint()))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("WELFARE does not cosign: it answers with status 404");
        }
        try (var other = EvidenceLog.open(folder.resolve("other"), ORIGIN, key, exchange.clock)) {
            other.append("two", new byte[] {2});
            assertThatThrownBy(() -> asked("RIS", other).cosign(other.checkpointNow()))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("does not cosign");
        }
    }
}
