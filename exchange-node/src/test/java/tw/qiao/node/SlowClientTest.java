package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.node.pace.ClientTimes;
import tw.qiao.node.settings.Compatibility;
import tw.qiao.node.spool.Bounds;

/** Clients that send an octet now and then, or stop in the middle: none of them keeps its connection. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(30)
class SlowClientTest {
    private static final String TARGET = RestFixture.PETS + "/1";
    private static final String FIELDS = "Host: node.example\r\nX-Road-Client: " + ExchangeFixture.PORTAL
            + "\r\nGx-Purpose: pet-register\r\nGx-Basis: animal-act-1\r\nContent-Type: text/plain\r\n";
    private static final String POST = "POST " + TARGET + " HTTP/1.1\r\n" + FIELDS;
    private static final int PAUSE_MILLISECONDS = 100;

    private RestFixture rest;

    @BeforeAll
    void start(@TempDir Path folder) {
        rest = new RestFixture(
                folder,
                Compatibility.DEFAULT,
                new ClientTimes(Duration.ofSeconds(1), Duration.ofSeconds(1), 64 * 1024, Duration.ofMinutes(1)));
    }

    @AfterAll
    void stop() {
        rest.close();
    }

    private Socket ofSystem() throws IOException {
        return opened(new Socket(
                InetAddress.getLoopbackAddress(), rest.exchange.settings("QIAO").consumerPort()));
    }

    private Socket ofStranger() throws IOException {
        return opened(new Socket(
                InetAddress.getLoopbackAddress(), rest.exchange.settings("RIS").providerPort()));
    }

    private Socket ofPeer() {
        return new RawPeer(rest.exchange, "QIAO").socket;
    }

    private static Socket opened(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** Sends octet after octet with pauses, until the node has enough of it; what it says then. */
    private static String drip(Socket socket) throws Exception {
        socket.setSoTimeout(PAUSE_MILLISECONDS);
        var answer = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            try {
                say(socket, "x");
                int octet = socket.getInputStream().read();
                if (octet < 0) {
                    return answer.toString();
                }
                answer.append((char) octet);
                socket.setSoTimeout(10_000);
                return answer.append(rest(socket)).toString();
            } catch (SocketTimeoutException silent) {
                // the node still waits
            } catch (SocketException closed) {
                return answer.toString();
            }
        }
        throw new AssertionError("The node waits without end");
    }

    /** What the node says until it closes the connection. */
    private static String rest(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException reset) {
            return "";
        }
    }

    @Test
    void refusesAHeadThatDripsIn() throws Exception {
        try (var socket = ofSystem()) {
            say(socket, "GET " + TARGET + " HTTP/1.1\r\nX-Slow: ");

            assertThat(drip(socket)).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void refusesAHeadThatDripsInFromAnotherNode() throws Exception {
        try (var socket = ofPeer()) {
            say(socket, "GET " + TARGET + " HTTP/1.1\r\nX-Slow: ");

            assertThat(drip(socket)).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void refusesABodyThatDripsInAndAsksNobody() throws Exception {
        rest.system.asked.clear();
        try (var socket = ofSystem()) {
            say(socket, POST + "Content-Length: 5000\r\n\r\n");

            assertThat(drip(socket)).startsWith("HTTP/1.1 400 ").contains("body_incomplete");
        }
        try (var socket = ofSystem()) {
            say(socket, POST + "Content-Length: 500000\r\n\r\n");

            assertThat(drip(socket)).startsWith("HTTP/1.1 400 ").contains("body_incomplete");
        }
        assertThat(rest.system.asked).isEmpty();
    }

    @Test
    void closesAConnectionThatFallsSilentInTheMiddle() throws Exception {
        try (var head = ofSystem();
                var body = ofSystem();
                var ofPeer = ofPeer()) {
            say(head, POST.substring(0, 50));
            say(body, POST + "Content-Length: 5000\r\n\r\nhalf");
            say(ofPeer, POST.substring(0, 50));
            long start = System.nanoTime();

            rest(head);
            rest(body);
            rest(ofPeer);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void takesABodyThatIsSlowButComes() throws Exception {
        try (var socket = ofSystem()) {
            say(socket, POST + "Connection: close\r\nContent-Length: 300000\r\n\r\n");
            for (int i = 0; i < 15; i++) {
                say(socket, "y".repeat(20_000));
                Thread.sleep(PAUSE_MILLISECONDS);
            }

            assertThat(rest(socket)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void answersTheNextRequestOfAConnectionThatRestedForLonger() throws Exception {
        try (var socket = ofSystem()) {
            assertAnswered(socket);
            Thread.sleep(2500);
            socket.getInputStream().skipNBytes(socket.getInputStream().available());
            assertAnswered(socket);
        }
    }

    private static void assertAnswered(Socket socket) throws IOException {
        say(socket, POST + "Content-Length: 2\r\n\r\n{}");
        assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 200");
    }

    @Test
    void closesAConnectionOnWhichTlsDoesNotGetAnywhere() throws Exception {
        try (var socket = ofStranger()) {
            socket.getOutputStream().write(new byte[] {22, 3, 1, 16, 0});
            long start = System.nanoTime();

            drip(socket);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void endsAnAnswerThatNobodyTakes(@TempDir Path folder) throws Exception {
        long octets = 16L * 1024 * 1024;
        try (var large = new LargeFixture(folder, new Bounds(octets, octets, 4, octets))) {
            var settings = large.exchange.settings("QIAO");
            var times = new ClientTimes(
                    Duration.ofSeconds(1), Duration.ofSeconds(1), 64 * 1024 * 1024, Duration.ofMinutes(1));
            large.exchange.settings.put("QIAO", settings.with(settings.options().waiting(times)));
            large.exchange.startAll();
            try (var socket = new Socket()) {
                socket.setReceiveBufferSize(4096);
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.consumerPort()));
                say(socket, LargeFixture.head("GET", LargeFixture.ARCHIVE + "/" + octets, ""));

                large.awaitInSpool("QIAO", 1);

                assertThat(large.files("QIAO", "spool")).hasSize(1);
                large.awaitInSpool("QIAO", 0);
                assertThat(large.leftInSpools()).isEmpty();
            }
        }
    }
}
