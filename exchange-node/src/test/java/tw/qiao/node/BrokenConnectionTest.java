package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection between two nodes that breaks after the request passed and before its answer did. */
class BrokenConnectionTest {
    private static final String REST = "/A123456789?fields=name";

    private final AtomicBoolean breaks = new AtomicBoolean();

    @Test
    void aReadingThatPassedTwiceOverABrokenConnectionMayBeAskedAgain(@TempDir Path folder) throws IOException {
        try (var exchange = ExchangeFixture.on(folder);
                var between = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual()
                    .start(() -> accept(between, exchange.settings("RIS").providerPort()));
            exchange.change("RIS", node -> ExchangeFixture.at(node, "https://127.0.0.1:" + between.getLocalPort()));
            exchange.startAll();
            assertThat(exchange.askPerson(REST).statusCode()).isEqualTo(200);
            String gxId = exchange.newId();
            breaks.set(true);

            var broken = exchange.askPerson(gxId, REST);
            var again = exchange.askPerson(gxId, REST);

            assertThat(ExchangeFixture.code(broken)).isEqualTo("server.serverproxy.network_error");
            assertThat(ExchangeFixture.json(broken).path("retryable").booleanValue())
                    .isTrue();
            assertThat(again.statusCode()).isEqualTo(200);
        }
    }

    private void accept(ServerSocket between, int port) {
        while (!between.isClosed()) {
            try {
                var from = between.accept();
                Thread.ofVirtual().start(() -> connect(from, port));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket from, int port) {
        try (from;
                var to = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Thread.ofVirtual().start(() -> forward(from, to, false));
            forward(to, from, true);
        } catch (IOException notYet) {
            // the node is not there yet
        }
    }

    private void forward(Socket from, Socket to, boolean answering) {
        byte[] buffer = new byte[16 * 1024];
        try (from;
                to) {
            for (int count = from.getInputStream().read(buffer);
                    count >= 0;
                    count = from.getInputStream().read(buffer)) {
                if (answering && breaks.compareAndSet(true, false)) {
                    return;
                }
                to.getOutputStream().write(buffer, 0, count);
            }
        } catch (IOException closed) {
            // both ends are closed
        }
    }
}
