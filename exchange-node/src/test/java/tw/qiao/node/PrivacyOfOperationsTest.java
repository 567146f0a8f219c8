package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.node.operations.JsonLines;
import tw.qiao.node.operations.TextLines;
import tw.qiao.node.settings.Operations;

/** Whatever goes through a node, those who run it see none of it. */
class PrivacyOfOperationsTest {
    private static final List<String> PERSONAL =
            List.of("A123456789", "王𠀋明", "%E7%8E%8B", "1980-02-29", "secret-body");

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    private StreamHandler writing(Formatter formatter) {
        var handler = new StreamHandler(told, formatter);
        handler.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(handler);
        return handler;
    }

    private void exchangeInEveryWay(ExchangeFixture exchange) {
        exchange.askPerson("/A123456789");
        exchange.askPerson("/A123456789?fields=" + "name,secret-body");
        exchange.askPerson("/A123456789/%E7%8E%8B");
        exchange.askPerson("A123456789", "/A123456789");
        exchange.ask("/r1/TW/GOV/RIS/household/A123456789", "X-Road-Client", "A123456789");
        exchange.ask("/A123456789", "traceparent", "A123456789");
        exchange.ask("/evidence/A123456789");
        exchange.ask("/openapi/household/A123456789");
        exchange.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                        + exchange.settings("QIAO").consumerPort() + "/r1/TW/GOV/RIS/household/persons/A123456789"))
                .header("X-Road-Client", ExchangeFixture.PORTAL)
                .header("Gx-Purpose", "A123456789")
                .header("Gx-Basis", "construction-industry-act-15")
                .header("Content-Type", "text/plain; name=A123456789")
                .POST(HttpRequest.BodyPublishers.ofString("secret-body 王𠀋明"))
                .build());
        exchange.stop("RIS");
        exchange.askPerson("/A123456789");
    }

    @Test
    void noLogMetricHealthOrTraceTellsWhatWentThrough(@TempDir Path folder) throws IOException, InterruptedException {
        var collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var traces = new CopyOnWriteArrayList<String>();
        collector.createContext("/", call -> {
            traces.add(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            call.sendResponseHeaders(200, -1);
            call.close();
        });
        collector.start();
        var handlers = List.of(writing(new JsonLines()), writing(new TextLines()));
        try (var exchange = ExchangeFixture.on(folder)) {
            var endpoint =
                    URI.create("http://127.0.0.1:" + collector.getAddress().getPort());
            exchange.watch("QIAO", new Operations(Optional.of(endpoint), true));
            exchange.watch("RIS", new Operations(Optional.of(endpoint), true));
            exchange.startAll();
            exchangeInEveryWay(exchange);
            told.writeBytes(exchange.get("QIAO", "/metrics").body().getBytes(StandardCharsets.UTF_8));
            told.writeBytes(exchange.health("QIAO").getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 100 && !traces.toString().contains("consumer"); i++) {
                Thread.sleep(50);
            }
        } finally {
            handlers.forEach(handler -> {
                handler.flush();
                Logger.getLogger("").removeHandler(handler);
            });
            collector.stop(0);
        }

        String all = told.toString(StandardCharsets.UTF_8) + traces;
        assertThat(all).contains("Refused").contains("qiao_exchanges_total").contains("spanId");
        for (String personal : PERSONAL) {
            assertThat(all).doesNotContain(personal);
        }
    }
}
