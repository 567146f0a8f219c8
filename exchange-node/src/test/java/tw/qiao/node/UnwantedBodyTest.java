package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.node.message.ContentDigest;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.pace.ClientTimes;
import tw.qiao.node.spool.Bounds;

/** Large bodies of requests that their heads alone refuse: nobody takes them in, and the refusal is recorded. */
@Timeout(60)
class UnwantedBodyTest {
    private static final long LARGEST = 4 * 1024 * 1024;
    private static final int MB_3 = 3 * 1024 * 1024;
    private static final String LENGTH = "content-length: " + MB_3;
    private static final ClientTimes SHORT_FAREWELL = new ClientTimes(
            Duration.ofSeconds(2),
            ClientTimes.CUSTOMARY.body(),
            ClientTimes.CUSTOMARY.slowestBody(),
            ClientTimes.CUSTOMARY.passing());
    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    LargeFixture large;

    @BeforeEach
    void start() {
        large = new LargeFixture(folder, new Bounds(LARGEST, 2 * LARGEST, 4, LARGEST));
        for (String code : List.of("QIAO", "RIS")) {
            var settings = large.exchange.settings(code);
            large.exchange.settings.put(code, settings.with(settings.options().waiting(SHORT_FAREWELL)));
        }
        large.exchange.startAll();
    }

    @AfterEach
    void stop() {
        large.close();
    }

    /** The head of a right request for a body of zeros, signed by the portal's node. */
    private RequestHead signed(String purpose) {
        var fields = new Fields()
                .add("content-digest", ContentDigest.of(new byte[MB_3]))
                .add("content-type", "application/octet-stream")
                .add("gx-client", ExchangeFixture.PORTAL)
                .add("gx-service", "TW/GOV/RIS/household/archive")
                .add("gx-id", large.exchange.newId())
                .add("gx-purpose", purpose)
                .add("gx-basis", "archives-act-17")
                .add("gx-salt", "c2FsdHNhbHRzYWx0c2FsdHNhbHRzYWx0");
        var head = new RequestHead("POST", "", LargeFixture.ARCHIVE, "", fields);
        try (var attacker = new Attacker(large.exchange, large.exchange.keys("QIAO"))) {
            return attacker.signed(head, large.exchange.keys("QIAO").signing(), Duration.ZERO);
        }
    }

    /** What the provider's node says to a head whose body never comes. */
    private String said(RequestHead head, String... lines) throws IOException {
        try (var peer = new RawPeer(large.exchange, "QIAO")) {
            long start = System.nanoTime();
            peer.send(head, lines);
            char first = (char) peer.socket.getInputStream().read();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
            return first + peer.rest();
        }
    }

    @Test
    void refusesAForgedSignatureBeforeTheBodyComes() throws IOException {
        var head = signed("archive-copy");
        var forged = new Fields();
        head.fields()
                .names()
                .forEach(name -> forged.add(
                        name,
                        name.equals("gx-id")
                                ? large.exchange.newId()
                                : head.fields().required(name)));
        int entries = large.exchange.entries("RIS");

        String said = said(new RequestHead("POST", "", LargeFixture.ARCHIVE, "", forged), LENGTH);

        assertThat(said).contains("server.serverproxy.invalid_signature_value");
        assertThat(large.files("RIS", "spool")).isEmpty();
        assertThat(large.exchange.entries("RIS")).isEqualTo(entries + 1);
    }

    @Test
    void givesNoLeaveForABodyThatNoGrantAllows() throws IOException {
        int entries = large.exchange.entries("RIS");

        String said = said(signed("curiosity"), LENGTH, "expect: 100-continue");

        assertThat(said).contains("server.serverproxy.access_denied").doesNotContain("100 Continue");
        assertThat(large.files("RIS", "spool")).isEmpty();
        assertThat(large.exchange.entries("RIS")).isEqualTo(entries + 1);
    }

    @Test
    void refusesABodyThatIsLongerThanTheServiceTakesBeforeItComes() throws IOException {
        String said = said(signed("archive-copy"), "content-length: " + (LARGEST + 1), "expect: 100-continue");

        assertThat(said).contains("413").doesNotContain("100 Continue");
    }

    @Test
    void refusesALargeBodyThatIsNotTheOneThatWasSignedAndAsksNobody() throws IOException {
        try (var peer = new RawPeer(large.exchange, "QIAO")) {
            peer.send(signed("archive-copy"), LENGTH, "connection: close");
            byte[] other = new byte[MB_3];
            other[MB_3 - 1] = 1;
            peer.socket.getOutputStream().write(other);
            peer.socket.getOutputStream().flush();

            assertThat(peer.rest()).contains("server.serverproxy.invalid_body");
        }
        assertThat(large.system.asked).hasValue(0);
        assertThat(large.leftInSpools()).isEmpty();
    }

    @Test
    void takesTheBodyThatWasSigned() throws IOException {
        try (var peer = new RawPeer(large.exchange, "QIAO")) {
            peer.send(signed("archive-copy"), LENGTH, "connection: close");
            peer.socket.getOutputStream().write(new byte[MB_3]);
            peer.socket.getOutputStream().flush();

            assertThat(peer.rest()).startsWith("HTTP/1.1 200 ").contains(LargeFixture.sha256OfZeros(MB_3));
        }
    }

    @Test
    void saysToASystemAtOnceThatItsBodyIsTooLong() throws IOException {
        int entries = large.exchange.entries("QIAO");
        try (var socket = new Socket(
                InetAddress.getLoopbackAddress(),
                large.exchange.settings("QIAO").consumerPort())) {
            socket.setSoTimeout(20_000);
            long start = System.nanoTime();
            socket.getOutputStream()
                    .write(LargeFixture.head("POST", LargeFixture.ARCHIVE, "Content-Length: " + (LARGEST + 1))
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] status = socket.getInputStream().readNBytes(12);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
            assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("body_too_large");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
        assertThat(large.exchange.entries("QIAO")).isEqualTo(entries + 1);
    }
}
