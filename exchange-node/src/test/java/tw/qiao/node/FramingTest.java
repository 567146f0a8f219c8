package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.node.settings.Compatibility;

/** Requests that are no HTTP (RFC 9112), sent octet by octet: none of them may reach a provider's system. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FramingTest {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
    private static final String TARGET = RestFixture.PETS + "/1";
    private static final String FIELDS = "Host: node.example\r\nX-Road-Client: " + ExchangeFixture.PORTAL
            + "\r\nGx-Purpose: pet-register\r\nGx-Basis: animal-act-1\r\n";
    private static final String GET = "GET " + TARGET + " HTTP/1.1\r\n" + FIELDS;
    private static final String POST = "POST " + TARGET + " HTTP/1.1\r\n" + FIELDS + "Content-Type: text/plain\r\n";

    /** What a request would be that hides in the body of the one before. */
    private static final String HIDDEN = "GET " + RestFixture.PETS + "/smuggled HTTP/1.1\r\n" + FIELDS + "\r\n";

    private RestFixture rest;

    @BeforeAll
    void start(@TempDir Path folder) {
        rest = new RestFixture(folder, Compatibility.DEFAULT);
    }

    @AfterAll
    void stop() {
        rest.close();
    }

    @AfterEach
    void stillAnswersARightRequest() {
        rest.system.asked.clear();
        assertThat(statuses(GET + "Connection: close\r\n\r\n")).containsExactly(200);
        rest.system.asked.clear();
    }

    private Socket connected() throws IOException {
        var socket = new Socket(
                InetAddress.getLoopbackAddress(), rest.exchange.settings("QIAO").consumerPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** The statuses of all answers that come back until the node closes the connection. */
    private List<Integer> statuses(String text) {
        return statuses(text, true);
    }

    private List<Integer> statuses(String text, boolean ends) {
        return STATUS.matcher(exchanged(text, ends))
                .results()
                .map(line -> Integer.valueOf(line.group(1)))
                .toList();
    }

    private List<Integer> all(String text) {
        return statuses(text, false);
    }

    private String exchanged(String text, boolean ends) {
        var answer = new StringBuilder();
        try (var socket = connected()) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            if (ends) {
                socket.shutdownOutput();
            }
            byte[] buffer = new byte[8192];
            for (int count = socket.getInputStream().read(buffer);
                    count >= 0;
                    count = socket.getInputStream().read(buffer)) {
                answer.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketException reset) {
            // the node closed it before it had read everything; what it said first counts
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer.toString();
    }

    private void assertRefused(String text) {
        assertThat(statuses(text))
                .noneMatch(status -> status < 400 || status >= 600)
                .hasSizeLessThan(2);
        assertThat(rest.system.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                "Content-Length: 5\r\nContent-Length: 0\r\n",
                "Content-Length: 5, 0\r\n",
                "Content-Length: +5\r\n",
                "Content-Length: -5\r\n",
                "Content-Length: 0x5\r\n",
                "Content-Length: 5 5\r\n",
                "Content-Length:\r\n",
                "Content-Length: 99999999999999999999\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding: gzip, chunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Transfer-Encoding:\u000bchunked\r\n"
            })
    void refusesABodyWhoseLengthIsNotClear(String length) {
        assertRefused(POST + length + "\r\n0\r\n\r\n" + HIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "G\r\nhello\r\n0\r\n\r\n",
                "-5\r\nhello\r\n0\r\n\r\n",
                "0x5\r\nhello\r\n0\r\n\r\n",
                "FFFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n",
                "7FFFFFFF\r\nhello\r\n0\r\n\r\n",
                "\r\nhello\r\n0\r\n\r\n",
                "5\r\nhello, more than it says\r\n0\r\n\r\n",
                "5\r\nhell"
            })
    void refusesChunksThatAreNoChunks(String chunks) {
        assertRefused(POST + "Transfer-Encoding: chunked\r\n\r\n" + chunks);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Folded: a\r\n b\r\n",
                "X-Folded: a\r\n\tb\r\n",
                "X-Bare: a\rX-Other: b\r\n",
                "X-Bare: a\nGx-Consent: b\r\n",
                "X-Nul: a\0b\r\n",
                "X-Space : a\r\n",
                " X-Leading: a\r\n",
                "X Y: a\r\n",
                "X-Without\r\n",
                ": a\r\n",
                "Host: other.example\r\n"
            })
    void refusesAHeadThatIsNoHead(String line) {
        assertRefused(GET + line + "\r\n");
    }

    @Test
    void refusesAHeadBeyondMeasure() {
        assertRefused(GET + "X-Long: " + "a".repeat(70_000) + "\r\n\r\n");
        assertRefused(GET + "X-Many: a\r\n".repeat(10_000) + "\r\n");
        assertRefused("GET " + TARGET + "/" + "a".repeat(20_000) + " HTTP/1.1\r\n" + FIELDS + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT", "PROPFIND", "G@T", ""})
    void refusesAnotherMethod(String method) {
        assertRefused(method + " " + TARGET + " HTTP/1.1\r\n" + FIELDS + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "http://elsewhere.example" + TARGET,
                "//elsewhere.example" + TARGET,
                "elsewhere.example:443",
                TARGET + "#fragment",
                TARGET + "/../../x",
                TARGET + "\\x"
            })
    void refusesAnotherFormOfTarget(String target) {
        assertRefused("GET " + target + " HTTP/1.1\r\n" + FIELDS + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/0.9", "HTTP/2.0", "HTTP/1.1 x", "http/1.1", "HTTP/1.1\0", ""})
    void refusesAnotherVersion(String version) {
        assertRefused("GET " + TARGET + " " + version + "\r\n" + FIELDS + "\r\n");
    }

    @Test
    void refusesARequestWithoutAHost() {
        assertRefused("GET " + TARGET + " HTTP/1.1\r\n" + FIELDS.substring(FIELDS.indexOf('\n') + 1) + "\r\n");
    }

    @Test
    void refusesABodyBeyondMeasure() {
        assertRefused(POST + "Content-Length: 3000000000\r\n\r\n" + "x".repeat(10_000));
    }

    @Test
    void asksNobodyWhenTheClientVanishesInTheMiddle() {
        assertThat(statuses(POST + "Content-Length: 500\r\n\r\nhalf")).noneMatch(status -> status < 400);
        assertThat(statuses(GET.substring(0, GET.length() / 2))).noneMatch(status -> status < 400);
        assertThat(rest.system.asked).isEmpty();
    }

    @Test
    void letsTheClientWaitForItsLeaveToSendABody() throws IOException {
        try (var socket = connected()) {
            var out = socket.getOutputStream();
            out.write((POST + "Connection: close\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] leave = socket.getInputStream().readNBytes(12);
            out.write("hello".getBytes(StandardCharsets.US_ASCII));
            String rest = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(new String(leave, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 100");
            assertThat(rest).contains("HTTP/1.1 200");
        }
    }

    @Test
    void answersOthersWhileManyNeverFinishTheirRequest() throws IOException {
        var waiting = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 300; i++) {
                var socket = connected();
                waiting.add(socket);
                socket.getOutputStream().write(GET.substring(0, 40 + i % 60).getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(statuses(GET + "Connection: close\r\n\r\n")).containsExactly(200);
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void answersRequestsThatComeInOneGoEachByItself() {
        assertThat(all(GET + "\r\n" + POST + "Content-Length: 5\r\n\r\nhello" + GET + "Connection: close\r\n\r\n"))
                .containsExactly(200, 200, 200);
    }
}
