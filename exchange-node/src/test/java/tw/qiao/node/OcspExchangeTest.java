package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.node.keys.NodeKeys;
import tw.qiao.node.ocsp.FakeIssuer;
import tw.qiao.node.ocsp.FakeIssuer.Mood;
import tw.qiao.node.ocsp.OcspRule;
import tw.qiao.node.settings.Operations;

/** An exchange whose nodes have certificates of an authority. */
class OcspExchangeTest {
    @TempDir
    private Path folder;

    private static void give(ExchangeFixture exchange, String code, FakeIssuer issuer, Duration left) throws Exception {
        var key = exchange.keys(code).tls().verificationKey();
        var certificate = issuer.issue(key.publicKey(), exchange.clock.instant().plus(left));
        Files.writeString(exchange.settings(code).home().resolve("tls.crt"), NodeKeys.pem(certificate.getEncoded()));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 200 && !condition.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void endsWhenTheCertificateOfTheProviderWasRevoked() throws Exception {
        try (var issuer = new FakeIssuer();
                var exchange = ExchangeFixture.on(folder)) {
            give(exchange, "RIS", issuer, Duration.ofDays(5));
            exchange.watch("QIAO", Operations.CUSTOMARY.with(new OcspRule(List.of(issuer.certificate()), false)));
            issuer.answers(Mood.REVOKED);
            exchange.startAll();

            await(() -> exchange.askPerson("/A123456789").statusCode() == 503);
            assertThat(exchange.health("QIAO")).contains("exchange.qiao/TW/GOV/RIS", "connections are refused");
        }
    }

    @Test
    void endsWhenTheCertificateOfTheConsumerWasRevoked() throws Exception {
        try (var issuer = new FakeIssuer();
                var exchange = ExchangeFixture.on(folder)) {
            give(exchange, "QIAO", issuer, Duration.ofDays(5));
            exchange.watch("RIS", Operations.CUSTOMARY.with(new OcspRule(List.of(issuer.certificate()), false)));
            issuer.answers(Mood.REVOKED);
            exchange.startAll();

            await(() -> exchange.askPerson("/A123456789").statusCode() >= 500);
            assertThat(exchange.health("RIS")).contains("ocsp", "exchange.qiao/TW/GOV/QIAO");
        }
    }

    @Test
    void goesOnWithAnEndedCertificateAndSaysSo() throws Exception {
        try (var issuer = new FakeIssuer();
                var exchange = ExchangeFixture.on(folder)) {
            give(exchange, "RIS", issuer, Duration.ofDays(-1));
            exchange.startAll();

            assertThat(exchange.askPerson("/A123456789").statusCode()).isEqualTo(200);
            assertThat(exchange.health("QIAO"))
                    .contains("TLS certificates of these nodes have ended: exchange.qiao/TW/GOV/RIS");
        }
    }
}
