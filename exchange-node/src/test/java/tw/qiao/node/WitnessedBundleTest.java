package tw.qiao.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.archive.StoredArchive;
import tw.qiao.verifier.Report;
import tw.qiao.verifier.Report.Kind;
import tw.qiao.verifier.Verifier;

/** Bundles of either party before a verifier that asks for the cosignatures of witnesses. */
class WitnessedBundleTest {
    @TempDir
    static Path folder;

    private static StampedExchange stamped;

    @BeforeAll
    static void start() {
        stamped = new StampedExchange(folder.resolve("exchange"), Map.of());
    }

    @AfterAll
    static void stop() {
        stamped.close();
    }

    private static byte[] trustOf(String code) {
        return stamped.get(code, "/verificationconf").body();
    }

    @Test
    void theConfigurationOfEitherPartyAcceptsTheBundleThatTheOtherMakesAtOnce() {
        for (int i = 0; i < 3; i++) {
            byte[] ofProvider = stamped.bundleOfProvider(stamped.exchangeOnce(), "");
            byte[] ofConsumer = stamped.bundle(stamped.exchangeOnce());

            requireWitnessed(Verifier.verify(ofProvider, trustOf("QIAO")), "policy.consumer");
            requireWitnessed(Verifier.verify(ofProvider, trustOf("RIS")), "policy.provider");
            requireWitnessed(Verifier.verify(ofConsumer, trustOf("QIAO")), "policy.consumer");
            requireWitnessed(Verifier.verify(ofConsumer, trustOf("RIS")), "policy.provider");
        }
    }

    private static void requireWitnessed(Report report, String policy) {
        assertThat(report.isProof()).as(report.lines().toString()).isTrue();
        assertThat(report.says(Kind.PROVED, policy)).isTrue();
    }

    @Test
    void theVerifierNamesTheCosignaturesThatAreMissing() throws IOException {
        byte[] bundle = withoutCosignatures(stamped.bundle(stamped.exchangeOnce()));
        Path file = Files.write(folder.resolve("bundle.asics"), bundle);
        Path trust = Files.write(folder.resolve("verificationconf.zip"), trustOf("QIAO"));
        var out = new ByteArrayOutputStream();

        int code = Verifier.run(file, Optional.of(trust), new PrintStream(out, true, UTF_8));

        String ris = stamped.exchange.settings("RIS").logOrigin() + "/witness";
        String welfare = stamped.exchange.settings("WELFARE").logOrigin() + "/witness";
        assertThat(code).isEqualTo(Verifier.REFUTED);
        assertThat(out.toString(UTF_8))
                .contains("the consumer's log "
                        + stamped.exchange.settings("QIAO").logOrigin()
                        + ": what is trusted asks for 1 of (" + ris + ", " + welfare
                        + "); there is no cosignature of " + ris + ", " + welfare)
                .contains("請求方帳本")
                .contains("尚缺 " + ris + ", " + welfare);
    }

    private static byte[] withoutCosignatures(byte[] bundle) {
        var files = StoredArchive.read(requireNonNull(StoredArchive.read(bundle).get("evidence.zip")));
        files.remove("consumer/checkpoint.tst");
        files.replaceAll((name, content) -> name.startsWith("consumer/") && name.endsWith(".tlog-proof")
                ? new String(content, UTF_8)
                        .replaceAll("— [^ ]*/witness [^\n]*\n", "")
                        .getBytes(UTF_8)
                : content);
        var container = new LinkedHashMap<String, byte[]>();
        container.put("mimetype", EvidenceBundles.TYPE.getBytes(UTF_8));
        container.put("evidence.zip", StoredArchive.write(files));
        container.put("META-INF/not-yet-stamped.txt", new byte[0]);
        return StoredArchive.write(container);
    }
}
