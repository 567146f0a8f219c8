package tw.qiao.analytics.intake;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
    @TempDir
    private Path folder;

    @Test
    void endsWithItsTimeOrItsSizeThoughTheServerGoesOn() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                boolean slow = exchange.getRequestURI().getPath().equals("/slow");
                while (true) {
                    body.write(new byte[slow ? 1 : 10_000]);
                    body.flush();
                    Thread.sleep(slow ? 20 : 0);
                }
            } catch (IOException | InterruptedException e) {
                // the reader is gone
            }
        });
        server.start();
        try (var quick = download(Duration.ofMillis(600), 1 << 20);
                var small = download(Duration.ofSeconds(30), 1 << 20)) {
            String host = "http://127.0.0.1:" + server.getAddress().getPort();
            assertThatThrownBy(() -> quick.get(URI.create(host + "/slow"), folder.resolve("slow")))
                    .hasMessageContaining("takes longer than");
            assertThatThrownBy(() -> small.get(URI.create(host + "/endless"), folder.resolve("endless")))
                    .hasMessageContaining("larger than 1048576 bytes");
        } finally {
            server.stop(0);
        }
    }

    private static Download download(Duration time, long bytes) {
        return new Download(Map.of(), new Download.Limits(time, bytes));
    }
}
