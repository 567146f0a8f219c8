package tw.qiao.platform.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.Note;
import tw.qiao.kernel.log.WitnessPolicy;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.kernel.signature.VerificationKey;

/**
 * The platform's own evidence log (證據日誌): consents, decisions, certificates and their status changes, and what
 * administrators do to accounts.
 */
@Configuration
class PlatformEvidence {
    @Bean
    SigningKey evidenceSigningKey(@Value("${qiao.data}") Path data) {
        return SigningKey.readOrGenerate(data.resolve("keys").resolve("log.pem"), SignatureAlgorithm.ED25519);
    }

    /** The key under which anybody checks the checkpoints of the log. */
    @Bean
    VerificationKey evidenceVerificationKey(SigningKey evidenceSigningKey) {
        return evidenceSigningKey.verificationKey();
    }

    /**
     * Which log is believed here, and which witnesses must have seen it (C2SP tlog-policy).
     *
     * @param file the policy with the addresses of the witnesses; without one nobody else is asked
     */
    @Bean
    EvidencePolicy evidencePolicy(
            @Value("${qiao.evidence.policy:}") String file,
            @Value("${qiao.evidence.origin}") String origin,
            VerificationKey evidenceVerificationKey)
            throws IOException {
        return new EvidencePolicy(
                file.isEmpty()
                        ? "log " + Note.vkey(origin, evidenceVerificationKey) + "\nquorum none\n"
                        : Files.readString(Path.of(file)));
    }

    @Bean
    WitnessPolicy evidenceWitnessPolicy(EvidencePolicy evidencePolicy) {
        return WitnessPolicy.parse(evidencePolicy.text().getBytes(UTF_8));
    }

    @Bean(destroyMethod = "close")
    EvidenceLog evidenceLog(
            @Value("${qiao.data}") Path data,
            @Value("${qiao.evidence.origin}") String origin,
            SigningKey evidenceSigningKey,
            Clock clock) {
        return EvidenceLog.open(data.resolve("log"), origin, evidenceSigningKey, clock);
    }
}
