package tw.qiao.platform.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.log.Note;
import tw.qiao.platform.credentials.ProofCheck.Checked;
import tw.qiao.platform.support.TestDatabase;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestWitnesses;

/** What the proof of a certificate is worth while witnesses watch the log. */
class WitnessedCertificateTest {
    @TempDir
    Path data;

    private static List<ProofCheck> proofs(CertificateFixture fixture, Certificate certificate) {
        return fixture.platform().bean(CertificateEvidence.class).check(new CertificateHistory(certificate, List.of()));
    }

    @Test
    void waitsForWitnessesAndThenCarriesTheirCosignatures() {
        try (var witnesses = new TestWitnesses(data);
                var fixture = CertificateFixture.on(
                        TestPlatform.start(TestDatabase.create(), data, "qiao.site.demo=true", witnesses.setting()))) {
            witnesses.sendAway(0, 2);
            var certificate = fixture.anchored(fixture.issue("大同營造"));
            assertThat(proofs(fixture, certificate)).containsExactly(new ProofCheck.Pending("issued"));

            witnesses.sendAway(2);
            CertificateFixture.eventually(() -> proofs(fixture, certificate).getFirst() instanceof Checked);

            assertThat(proofs(fixture, certificate).getFirst()).isInstanceOfSatisfying(Checked.class, checked -> {
                assertThat(checked.holds()).isTrue();
                var note = Note.parse(checked.checkpoint());
                assertThat(witnesses.keys().stream().filter(note::isSignedBy)).hasSize(2);
            });
        }
    }
}
