package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.node.keys.NodeKeys;
import tw.qiao.node.keys.SigningToken;
import tw.qiao.node.settings.NodeOptions;
import tw.qiao.node.settings.NodeSettings;
import tw.qiao.node.settings.Operations;

/** With SoftHSM, a token in software. Its configuration is of the process, so each test has a Java of its own. */
class SigningTokenTest {
    private static final Path LIBRARY = Path.of("/usr/lib/softhsm/libsofthsm2.so");
    private static final String PIN = "1234";

    @TempDir
    private Path folder;

    private void requireSoftHsm() {
        assumeTrue(Files.exists(LIBRARY), "SoftHSM is not installed (Debian: apt-get install softhsm2)");
    }

    private Map<String, String> environment() {
        return Map.of("SOFTHSM2_CONF", folder.resolve("softhsm2.conf").toString());
    }

    private String run(String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment());
        var process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    private void makeToken() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("tokens"));
        Files.writeString(folder.resolve("softhsm2.conf"), "directories.tokendir = " + folder.resolve("tokens") + "\n");
        writePin("rw-------");
        run("softhsm2-util", "--init-token", "--free", "--label", "qiao", "--so-pin", "5678", "--pin", PIN);
    }

    private void writePin(String permissions) throws IOException {
        Files.writeString(folder.resolve("token.pin"), PIN + "\n");
        Files.setPosixFilePermissions(folder.resolve("token.pin"), PosixFilePermissions.fromString(permissions));
    }

    private String java(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SigningTokenTest.class.getName()));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    @Test
    void aKeyInATokenSignsTheMessagesOfANode() throws Exception {
        requireSoftHsm();
        makeToken();

        assertThat(java(folder.toString(), "signing")).contains("verified");
    }

    @Test
    void saysWhatToLookAtWhereTheTokenCannotBeOpened() throws Exception {
        requireSoftHsm();
        makeToken();

        assertThat(java(folder.toString(), "another")).contains("look at library, slot, pinFile and key");
    }

    @Test
    void anAbsentLibraryIsAProblemAndNoCrash() throws IOException {
        writePin("rw-------");
        var settings = new Operations.Token(
                folder.resolve("absent.so"), 0, "signing", Path.of("token.pin"), Duration.ofSeconds(3));

        assertThatThrownBy(() -> SigningToken.open(settings, folder))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("look at library");
    }

    @Test
    void aPinThatOthersMayReadIsRefused() throws Exception {
        requireSoftHsm();
        makeToken();
        writePin("rw-r--r--");

        assertThat(java(folder.toString(), "signing")).contains("run: chmod 600");
    }

    /** Makes a key in the token, and signs with the key of the given label through a node's settings. */
    public static void main(String[] arguments) throws Exception {
        var home = Path.of(arguments[0]);
        var token = new Operations.Token(LIBRARY, 0, arguments[1], Path.of("token.pin"), Duration.ofSeconds(5));
        makeKey();
        var clock = Clock.systemUTC();
        var settings = new NodeSettings(
                        home,
                        "TW/GOV/RIS",
                        "ris",
                        0,
                        0,
                        "none",
                        NodeKeys.create(home, clock, Ids.secure(clock))
                                .signing()
                                .verificationKey(),
                        Optional.empty(),
                        List.of(),
                        Duration.ofHours(1),
                        NodeOptions.CUSTOMARY)
                .with(Operations.CUSTOMARY.with(token));
        try {
            var signing = NodeKeys.used(settings, clock, Ids.secure(clock)).signing();
            byte[] data = {1, 2, 3};
            System.out.println(signing.verificationKey().verifies(data, signing.sign(data)) ? "verified" : "wrong");
        } catch (Problem problem) {
            System.out.println(problem.getMessage());
        }
        System.exit(0);
    }

    private static void makeKey() throws Exception {
        var plain = Objects.requireNonNull(Security.getProvider("SunPKCS11"));
        var provider = plain.configure("--name=making\nlibrary=" + LIBRARY + "\nslotListIndex=0\n"
                + "attributes(generate,CKO_PRIVATE_KEY,CKK_EC) = {\n  CKA_TOKEN = false\n  CKA_SIGN = true\n}\n");
        var store = KeyStore.getInstance("PKCS11", provider);
        store.load(null, PIN.toCharArray());
        var generator = KeyPairGenerator.getInstance("EC", provider);
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var pair = generator.generateKeyPair();
        var name = new X500Principal("CN=signing");
        var builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(Instant.now().minusSeconds(60)),
                Date.from(Instant.now().plus(Duration.ofDays(1))),
                name,
                pair.getPublic());
        var signer = new JcaContentSignerBuilder("SHA256withECDSA")
                .setProvider(provider)
                .build(pair.getPrivate());
        var certificate = new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        store.setKeyEntry("signing", pair.getPrivate(), null, new Certificate[] {certificate});
    }
}
