package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes on machines that are set up as few are. */
class StrangeMachineTest {
    private static final String REST = "/A123456789?fields=name,birth_date";

    /** A Turkish i without its dot is no i, and containers often have a root that nobody can write to. */
    @Test
    void worksWithATurkishLocaleInAnotherTimeZoneAndWithoutATemporaryFolder(@TempDir Path folder) throws Exception {
        try (var exchange = ExchangeFixture.on(folder)) {
            exchange.publishRegistry();
            exchange.start("RIS");
            var node = NodeProcess.launch(
                    exchange,
                    "QIAO",
                    "-Duser.language=tr",
                    "-Duser.country=TR",
                    "-Duser.timezone=Pacific/Kiritimati",
                    "-Djava.io.tmpdir=/proc/nowhere");

            var answer = exchange.askPerson(REST);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("1980-02-29");
            assertThat(exchange.get("QIAO", "/health").statusCode()).isEqualTo(200);
            node.destroy();
            node.waitFor();
        }
    }

    @Test
    void talksToANodeThatHasAnIpv6AddressAlone(@TempDir Path folder) {
        assumeTrue(hasIpv6(), "This machine has no IPv6");
        try (var exchange = ExchangeFixture.on(folder)) {
            var provider = exchange.settings("RIS");
            exchange.settings.put("RIS", provider.with(provider.options().listeningOn("::1")));
            exchange.change("RIS", node -> ExchangeFixture.at(node, "https://[::1]:" + provider.providerPort()));
            exchange.startAll();

            assertThat(exchange.askPerson(REST).statusCode()).isEqualTo(200);
        }
    }

    private static boolean hasIpv6() {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
            return socket.isBound();
        } catch (IOException none) {
            return false;
        }
    }
}
