package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.FreePort;
import tw.qiao.node.keys.NodeKeys;
import tw.qiao.node.settings.Operations;

class CertificateRenewalTest {
    @TempDir
    private Path folder;

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 300 && !condition.getAsBoolean(); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void anAuthorityCertifiesTheKeyThatPeersKnowAndExchangesGoOn() throws Exception {
        int port = FreePort.find();
        try (var authority = new AcmeAuthority(port, Duration.ofDays(90));
                var exchange = ExchangeFixture.on(folder)) {
            var acme = new Operations.Acme(URI.create(authority.address("/directory")), "node.example", port);
            exchange.watch("RIS", Operations.CUSTOMARY.with(acme));
            exchange.startAll();

            await(() -> exchange.health("RIS").contains("The TLS certificate is valid for 89 days."));

            assertThat(NodeKeys.read(exchange.settings("RIS").home())
                            .requireMatching()
                            .certificate()
                            .getIssuerX500Principal())
                    .hasToString("CN=authority");
            assertThat(exchange.askPerson("/A123456789").statusCode()).isEqualTo(200);
            exchange.stop("RIS");
            exchange.start("RIS");
            assertThat(exchange.askPerson("/A123456789").statusCode()).isEqualTo(200);
            assertThat(authority.issued).hasValue(1);
        }
    }

    @Test
    void anAuthorityThatCannotReachTheNodeChangesNothing() throws Exception {
        try (var authority = new AcmeAuthority(FreePort.find(), Duration.ofDays(90));
                var exchange = ExchangeFixture.on(folder)) {
            var directory = URI.create(authority.address("/directory"));
            var acme = new Operations.Acme(directory, "node.example", FreePort.find());
            exchange.watch("RIS", Operations.CUSTOMARY.with(acme));
            exchange.startAll();

            TimeUnit.SECONDS.sleep(2);

            assertThat(exchange.askPerson("/A123456789").statusCode()).isEqualTo(200);
            assertThat(exchange.health("RIS")).contains("valid for 3,649 days");
            assertThat(authority.issued).hasValue(0);
        }
    }

    @Test
    void aLongValidCertificateIsLeftAloneAndAShortLivedOneIsRenewedAgain() throws Exception {
        int port = FreePort.find();
        try (var authority = new AcmeAuthority(port, Duration.ofSeconds(20));
                var exchange = ExchangeFixture.on(folder)) {
            var acme = new Operations.Acme(URI.create(authority.address("/directory")), "node.example", port);
            exchange.watch("RIS", Operations.CUSTOMARY.with(acme));
            exchange.startAll();
            await(() -> exchange.health("RIS").contains("The TLS certificate ends in 0 days."));
            exchange.stop("RIS");

            exchange.start("RIS");

            await(() -> authority.issued.get() == 2);
            assertThat(exchange.askPerson("/A123456789").statusCode()).isEqualTo(200);
        }
    }
}
