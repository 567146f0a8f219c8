package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenersTest {
    @Test
    void listensForOtherNodesOnTheAddressThatIsSetAndForItsOwnSystemsOnLoopback(@TempDir Path folder)
            throws IOException {
        try (var exchange = ExchangeFixture.keeping(folder, Map.of())) {
            var settings = exchange.settings("QIAO");
            exchange.settings.put("QIAO", settings.with(settings.options().listeningOn("127.0.0.2")));
            exchange.startAll();

            assertThat(isHeard(2, settings.providerPort())).isTrue();
            assertThat(isHeard(1, settings.providerPort())).isFalse();
            assertThat(isHeard(1, settings.consumerPort())).isTrue();
            assertThat(isHeard(2, settings.consumerPort())).isFalse();
        }
    }

    private static boolean isHeard(int address, int port) throws IOException {
        var host = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) address});
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port));
            return true;
        } catch (ConnectException refused) {
            return false;
        }
    }
}
