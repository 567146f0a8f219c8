package tw.qiao.node.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.node.timestamp.TimeStampAuthority;

class NodeSettingsTest {
    @TempDir
    Path home;

    @Test
    void namesWhoStampsItsCheckpoints() throws IOException {
        var authority = TimeStampAuthority.open(home.resolve("authority"), Clock.systemUTC());
        var settings = Map.of(
                "member",
                "TW/GOV/RIS",
                "registry",
                "registry.json",
                "registryKey",
                SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256)
                        .verificationKey()
                        .base64(),
                "timeStampAuthorities",
                List.of(
                        Map.of("url", "http://127.0.0.1:3180/", "certificate", "authority/tsa.crt"),
                        Map.of(
                                "url",
                                "http://127.0.0.1:3181/",
                                "certificate",
                                "authority/tsa.crt",
                                "policy",
                                "2.999.1")));
        Files.write(home.resolve(NodeSettings.FILE), CanonicalJson.bytes(settings));

        var authorities = NodeSettings.read(home).options().timeStampAuthorities();

        assertThat(authorities).hasSize(2);
        assertThat(authorities.getFirst().url()).isEqualTo(URI.create("http://127.0.0.1:3180/"));
        assertThat(authorities.getFirst().certificate()).isEqualTo(authority.certificate());
        assertThat(authorities.getFirst().policy()).isEmpty();
        assertThat(authorities.getLast().policy()).contains("2.999.1");
    }
}
