package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that may open few files more, and clients that want all of them. */
@Timeout(180)
class FileHandlesTest {
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
    private static final String REST = "/A123456789?fields=name";
    private static final int SPARE = 24;
    private static final int GREEDY = 200;

    @Test
    void losesNothingThatWasAnsweredWhileHandlesRunOutAndGoesOnWhenTheyAreThereAgain(@TempDir Path folder)
            throws Exception {
        assumeTrue(Files.isExecutable(PRLIMIT), "No prlimit to take handles away with");
        try (var exchange = ExchangeFixture.on(folder)) {
            exchange.publishRegistry();
            var both = NodeProcess.launch(exchange, List.of("QIAO", "RIS"), "-Xmx96m", "-XX:TieredStopAtLevel=1");
            try {
                takeHandlesAway(exchange, both);
            } finally {
                for (Process node : both) {
                    node.destroyForcibly().waitFor();
                }
            }
        }
    }

    private static void takeHandlesAway(ExchangeFixture exchange, List<Process> both) throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(exchange.askPerson(REST).statusCode()).isEqualTo(200);
        }
        for (Process node : both) {
            limit(node, open(node) + SPARE);
        }
        var greedy = new ArrayDeque<Socket>();
        var answered = new ArrayList<String>();
        for (String code : List.of("QIAO", "RIS")) {
            takeAll(exchange.settings(code).consumerPort(), greedy);
            takeAll(exchange.settings(code).providerPort(), greedy);
        }
        for (int i = 0; i < 5; i++) {
            askImpatiently(exchange, answered);
        }
        while (!greedy.isEmpty()) {
            greedy.pop().close();
        }

        awaitAnswer(exchange, answered);

        assertThat(both).allMatch(Process::isAlive);
        for (String gxId : answered) {
            var evidence = ExchangeFixture.json(exchange.ask("/evidence/" + gxId));
            assertThat(evidence.path("missing")).isEmpty();
            assertThat(evidence.path("unreachable")).isEmpty();
            assertThat(exchange.askPerson(gxId, REST).statusCode()).isEqualTo(200);
        }
    }

    private static long open(Process node) throws IOException {
        try (var handles = Files.list(Path.of("/proc", String.valueOf(node.pid()), "fd"))) {
            return handles.count();
        }
    }

    private static void limit(Process node, long handles) throws Exception {
        var limiting = new ProcessBuilder(
                        PRLIMIT.toString(), "--pid", String.valueOf(node.pid()), "--nofile=" + handles + ":" + handles)
                .inheritIO()
                .start();
        assertThat(limiting.waitFor()).isZero();
    }

    private static void takeAll(int port, ArrayDeque<Socket> greedy) {
        for (int i = 0; i < GREEDY; i++) {
            try {
                greedy.push(new Socket(InetAddress.getLoopbackAddress(), port));
            } catch (IOException full) {
                return;
            }
        }
    }

    /** Asks once; that there is no answer in time is one, too. */
    private static void askImpatiently(ExchangeFixture exchange, List<String> answered) throws IOException {
        String gxId = exchange.newId();
        int port = exchange.settings("QIAO").consumerPort();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(Math.toIntExact(Duration.ofSeconds(2).toMillis()));
            String head = "GET /r1/" + ExchangeFixture.PERSONS + REST + " HTTP/1.1\r\nHost: node\r\nX-Road-Id: " + gxId
                    + "\r\nX-Road-Client: " + ExchangeFixture.PORTAL
                    + "\r\nGx-Purpose: construction-firm-registration\r\nGx-Basis: construction-industry-act-15\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(status).isIn("", "HTTP/1.1 200", "HTTP/1.1 500", "HTTP/1.1 503");
            if (status.endsWith("200")) {
                answered.add(gxId);
            }
        } catch (SocketTimeoutException | SocketException turnedAway) {
            // the node has no handle for it yet
        }
    }

    private static void awaitAnswer(ExchangeFixture exchange, List<String> answered) throws Exception {
        for (int tries = 0; tries < 60; tries++) {
            int before = answered.size();
            askImpatiently(exchange, answered);
            if (answered.size() > before) {
                return;
            }
            Thread.sleep(500);
        }
        throw new AssertionError("The nodes did not come back");
    }
}
