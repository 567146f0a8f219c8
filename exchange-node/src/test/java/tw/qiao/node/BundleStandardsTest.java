package tw.qiao.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.archive.StoredArchive;

/** Other people's programs come to the same verdict on a bundle's time stamps. */
class BundleStandardsTest {
    @TempDir
    static Path folder;

    private static StampedExchange stamped;
    private static byte[] bundle;

    @BeforeAll
    static void start() {
        stamped = new StampedExchange(folder.resolve("exchange"), Map.of());
        bundle = stamped.bundle(stamped.exchangeOnce());
    }

    @AfterAll
    static void stop() {
        stamped.close();
    }

    @Test
    void opensslAgreesWithEveryTimeStamp() throws Exception {
        Assumptions.assumeTrue(isThere("openssl"), "openssl is not installed on this machine");
        byte[] object = file(bundle, "evidence.zip");
        byte[] stamp = file(bundle, "META-INF/timestamp.tst");
        String proof = new String(file(object, "consumer/request.tlog-proof"), UTF_8);
        byte[] note = proof.substring(proof.indexOf("\n\n") + 2).getBytes(UTF_8);

        assertThat(opensslVerifies(object, stamp)).contains("Verification: OK");
        assertThat(opensslVerifies(note, file(object, "consumer/checkpoint.tst")))
                .contains("Verification: OK");
        assertThat(opensslVerifies(new byte[1], stamp)).doesNotContain("Verification: OK");
    }

    private static byte[] file(byte[] archive, String name) {
        return Objects.requireNonNull(StoredArchive.read(archive).get(name));
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "version").start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static String opensslVerifies(byte[] data, byte[] token) throws Exception {
        Path certificate = Files.writeString(folder.resolve("tsa.pem"), pem());
        Path content = Files.write(folder.resolve("data"), data);
        Path stamp = Files.write(folder.resolve("token"), token);
        var process = new ProcessBuilder(
                        "openssl",
                        "ts",
                        "-verify",
                        "-data",
                        content.toString(),
                        "-in",
                        stamp.toString(),
                        "-token_in",
                        "-CAfile",
                        certificate.toString(),
                        "-partial_chain")
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }

    private static String pem() throws CertificateEncodingException {
        String content = Base64.getMimeEncoder().encodeToString(stamped.certificate.getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + content + "\n-----END CERTIFICATE-----\n";
    }

    @Test
    void theEuropeanValidatorPassesTheContainersTimeStamp() {
        var trusted = new CommonTrustedCertificateSource();
        trusted.addCertificate(new CertificateToken(stamped.certificate));
        var verifier = new CommonCertificateVerifier();
        verifier.setTrustedCertSources(trusted);
        var validator = SignedDocumentValidator.fromDocument(new InMemoryDocument(bundle, "bundle.asics"));
        validator.setCertificateVerifier(verifier);

        var report = validator.validateDocument().getSimpleReport();

        assertThat(report.getContainerType()).hasToString("ASiC-S");
        assertThat(report.getTimestampIdList())
                .hasSize(1)
                .allSatisfy(stamp -> assertThat(report.getIndication(stamp)).isEqualTo(Indication.PASSED));
    }
}
