package tw.qiao.kernel.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;

class NodeAddressTest {
    private static final Instant NOW = Instant.parse("2026-08-01T00:00:00Z");

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final SigningKey registryKey = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256);
    private final SigningKey usual = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256);
    private final SigningKey other = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256);
    private final NodeAddress node = new NodeAddress(
            "https://127.0.0.1:7443",
            "usual",
            usual.verificationKey(),
            "ris.gov.tw/node",
            SigningKey.generate(SignatureAlgorithm.ED25519).verificationKey());

    private NodeAddress changing() {
        return node.changingTo(
                List.of(new OtherSigningKey(other.verificationKey(), NOW, NOW.plusSeconds(60))),
                List.of(new OtherTlsKey("other", NOW, NOW.plusSeconds(60))));
    }

    private String signed(NodeAddress address) {
        var member = new Member("TW/GOV/RIS", "戶政", "RIS", List.of("household"), List.of(address));
        return SignedRegistry.sign(
                new Registry(1, NOW, NOW.plusSeconds(3600), List.of(member), List.of()), registryKey);
    }

    private NodeAddress read(String signed) {
        return SignedRegistry.verify(signed, registryKey.verificationKey(), clock)
                .members()
                .getFirst()
                .nodes()
                .getFirst();
    }

    @Test
    void aNodeThatIsNotChangingKeysHasTheFormThatItAlwaysHad() {
        String signed = signed(node);

        assertThat(signed).doesNotContain("other_");
        assertThat(read(signed)).isEqualTo(node);
    }

    @Test
    void theOtherKeysTravelWithTheRegistry() {
        String signed = signed(changing());

        assertThat(signed).contains("\"other_signing_keys\":[{\"key\":").contains("\"spki_sha256\":\"other\"");
        assertThat(read(signed)).isEqualTo(changing());
    }

    @Test
    void otherKeysCountFromTheirBeginningUpToTheirEnd() {
        String id = other.verificationKey().id();

        for (long second : new long[] {0, 59}) {
            assertThat(changing().signingKey(id, NOW.plusSeconds(second))).contains(other.verificationKey());
            assertThat(changing().hasTlsKey("other", NOW.plusSeconds(second))).isTrue();
        }
        for (long second : new long[] {-1, 60}) {
            assertThat(changing().signingKey(id, NOW.plusSeconds(second))).isEmpty();
            assertThat(changing().hasTlsKey("other", NOW.plusSeconds(second))).isFalse();
        }
        assertThat(changing().signingKey(usual.verificationKey().id(), NOW.plusSeconds(999)))
                .contains(usual.verificationKey());
    }
}
