package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.registry.NodeAddress;
import tw.qiao.kernel.registry.Revocations;
import tw.qiao.kernel.registry.SignedRevocations;
import tw.qiao.node.health.Doctor;
import tw.qiao.node.settings.NodeSettings;
import tw.qiao.node.timestamp.TimeStampAuthority;
import tw.qiao.node.timestamp.TimeStampServer;

class DoctorTest {
    private ExchangeFixture exchange;
    private Path home;
    private int exit;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        exchange = ExchangeFixture.on(folder).startAll();
        home = exchange.settings("QIAO").home();
        var settings = exchange.settings("QIAO");
        var json = CanonicalJson.MAPPER.createObjectNode();
        json.put("member", settings.member()).put("registry", settings.registry());
        json.put("consumerPort", settings.consumerPort()).put("providerPort", settings.providerPort());
        json.put("registryKey", settings.registryKey().base64());
        Files.writeString(home.resolve(NodeSettings.FILE), json.toString());
        exchange.askPerson("/A123456789");
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    private String examined() {
        return examined(exchange.clock);
    }

    private String examined(Clock clock) {
        var out = new ByteArrayOutputStream();
        exit = new Doctor(home, clock).print(new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void findsARunningNodeWell() {
        String found = examined();

        assertThat(exit).isZero();
        assertThat(found)
                .contains("ok    設定檔可讀，本節點屬於 TW/GOV/QIAO。\n      The settings can be read")
                .contains("All 5 key files can be read")
                .contains("The node runs")
                .contains("exchange.qiao/TW/GOV/RIS can be reached and has the key of the registry.")
                .containsPattern("The clock is [01] seconds apart")
                .doesNotContain("fail  ");
    }

    @Test
    void saysThatAKeyOfTheNodeIsRevoked() throws IOException {
        String key = exchange.keys("QIAO").tls().verificationKey().id();
        var revocations = new Revocations(1, exchange.clock.instant(), Set.of(), Set.of(key));
        Files.writeString(
                exchange.folder.resolve(Revocations.FILE), SignedRevocations.sign(revocations, exchange.registryKey));

        assertThat(examined()).contains("fail  本節點的金鑰已被廢止", "A key of this node is revoked");
        assertThat(exit).isEqualTo(1);
    }

    @Test
    void readsTheWholeLogOfAStoppedNodeAndChangesNothing() throws IOException {
        exchange.stop("QIAO");
        byte[] before = Files.readAllBytes(home.resolve("log/checkpoint"));

        assertThat(examined()).contains("All 2 entries of the evidence log are whole");
        assertThat(exit).isZero();
        assertThat(Files.readAllBytes(home.resolve("log/checkpoint"))).isEqualTo(before);
    }

    @Test
    void findsADamagedLog() throws IOException {
        exchange.stop("QIAO");
        try (var files = Files.list(home.resolve("log"))) {
            var segment = files.filter(file -> file.getFileName().toString().startsWith("segment-"))
                    .findFirst()
                    .orElseThrow();
            byte[] octets = Files.readAllBytes(segment);
            octets[octets.length / 3] ^= 1;
            Files.write(segment, octets);
        }

        assertThat(examined()).contains("fail  證據日誌不完整").contains("Restore it from a mirror; never delete it.");
        assertThat(exit).isOne();
    }

    @Test
    void makesNoFussAboutKeysThatAStartWouldMakeAndMakesNone(@TempDir Path fresh) throws IOException {
        Files.delete(home.resolve("witness.pem"));
        Files.copy(home.resolve(NodeSettings.FILE), fresh.resolve(NodeSettings.FILE));

        assertThat(examined()).doesNotContain("fail  ");
        assertThat(home.resolve("witness.pem")).doesNotExist();
        home = fresh;
        assertThat(examined()).contains("There are no keys yet; the first start makes them.");
        assertThat(fresh.resolve("signing.pem")).doesNotExist();
    }

    @Test
    void asksTheTimeStampAuthoritiesAndLooksForTheNameOfTheAddress(@TempDir Path folder) throws IOException {
        var authority = TimeStampAuthority.open(folder, exchange.clock);
        String certificate = TimeStampAuthority.certificateFile(folder).toString();
        exchange.change(
                "QIAO",
                node -> new NodeAddress(
                        "https://node.qiao.example:7443",
                        node.tlsSpkiSha256(),
                        node.signingKey(),
                        node.logOrigin(),
                        node.logKey()));
        exchange.publishRegistry();
        try (var server = TimeStampServer.start(authority, 0)) {
            var json = (ObjectNode) CanonicalJson.MAPPER.readTree(Files.readString(home.resolve(NodeSettings.FILE)));
            json.putArray("timeStampAuthorities")
                    .addObject()
                    .put("url", server.url().toString())
                    .put("certificate", certificate);
            Files.writeString(home.resolve(NodeSettings.FILE), json.toString());

            assertThat(examined())
                    .contains("The time-stamp authority " + server.url() + " stamps.")
                    .contains("The TLS certificate lacks the name node.qiao.example");
        }
        assertThat(examined()).contains("is of no use");
        assertThat(exit).isZero();
    }

    @Test
    void saysWhichKeyFileOthersMayRead() throws IOException {
        Files.setPosixFilePermissions(home.resolve("signing.pem"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(examined()).contains("fail  金鑰檔 signing.pem 無法使用").contains("chmod 600");
        assertThat(exit).isOne();
    }

    @Test
    void saysWhatIsWrongWithTheSettingsAndTheRegistry() throws IOException {
        Files.writeString(exchange.folder.resolve("registry.json"), "{}");
        assertThat(examined()).contains("fail  登錄檔無法使用");
        Files.writeString(home.resolve(NodeSettings.FILE), "{\"member\":");
        assertThat(examined()).contains("fail  node.json 無法使用");
        assertThat(exit).isOne();
    }

    @Test
    void findsAPeerThatIsDownAndOneWithAnotherKeyAndOneOfAnotherTime() {
        exchange.stop("RIS");
        exchange.change(
                "WELFARE",
                node -> new NodeAddress(node.url(), "another", node.signingKey(), node.logOrigin(), node.logKey()));
        exchange.publishRegistry();

        assertThat(examined())
                .contains("exchange.qiao/TW/GOV/RIS cannot be reached at https://127.0.0.1:")
                .contains("exchange.qiao/TW/GOV/WELFARE shows another key");
        exchange.start("RIS");
        assertThat(examined(Clock.offset(exchange.clock, Duration.ofSeconds(-100))))
                .contains("seconds apart from that of exchange.qiao/TW/GOV/RIS, so messages are refused");
    }

    @Test
    void findsAPortThatAnotherProgramTook() throws IOException {
        int port = exchange.settings("QIAO").providerPort();
        exchange.stop("QIAO");
        try (var other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(examined()).contains("fail  連接埠 " + other.getLocalPort() + " 已被別的程式占用");
        }
    }
}
