package tw.qiao.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.kernel.FreePort;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Fields;

class HttpCallsTest {
    private static final String OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

    private final HttpCalls calls =
            new HttpCalls(Optional.empty(), Duration.ofSeconds(1), Duration.ofMillis(800), 10_000);

    @AfterEach
    void close() {
        calls.close();
    }

    private HttpCalls.Answer get(ScriptedServer server) throws IOException {
        return calls.send("GET", server.origin(), "/", new Fields(), Body.EMPTY);
    }

    @Test
    void asksForTheVeryPathAndQueryThatItIsGiven() throws IOException {
        try (var server = ScriptedServer.saying(OK)) {
            String target = "/r1/a%20b/%E7%8E%8B/c;d=1?x=%2F&fields=name%2Cbirth";
            calls.send("GET", server.origin(), target, new Fields().add("gx-id", "7"), Body.EMPTY);

            assertThat(server.requests().getFirst())
                    .isEqualTo("GET " + target + " HTTP/1.1\r\nhost: "
                            + server.origin().substring(7) + "\r\ngx-id: 7\r\n\r\n");
        }
    }

    @Test
    void keepsAConnectionForTheNextCall() throws IOException {
        try (var server = ScriptedServer.saying(OK)) {
            for (int i = 0; i < 5; i++) {
                assertThat(get(server).body().text()).isEqualTo("ok");
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n1\r\n!\r\n0\r\nx: y\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello!",
                "HTTP/1.1 200 OK\r\n\r\nhello!",
                "HTTP/1.0 200\r\n\r\nhello!"
            })
    void readsEveryFormOfABody(String answer) throws IOException {
        try (var server = ScriptedServer.sayingAndClosing(answer)) {
            assertThat(get(server).body().text()).isEqualTo("hello!");
        }
    }

    @Test
    void expectsNoBodyWhereThereIsNone() throws IOException {
        try (var server = ScriptedServer.saying("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n")) {
            var answer = calls.send("HEAD", server.origin(), "/", new Fields(), Body.EMPTY);
            assertThat(answer.body().isEmpty()).isTrue();
        }
        try (var server = ScriptedServer.saying("HTTP/1.1 204 No Content\r\n\r\n")) {
            assertThat(get(server).status()).isEqualTo(204);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 2,2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\ncontent-length: +2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\ncontent-length: 10001\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nffffffff\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nx: y\r\n folded\r\ncontent-length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nx : y\r\ncontent-length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\ncontent-length: 2\n\nok",
                "HTTP/1.1 200 OK\r\nx: a\rb\r\ncontent-length: 2\r\n\r\nok",
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1 2 0 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nok",
                "SSH-2.0-OpenSSH\r\n",
                "\r\n"
            })
    void refusesWhatIsNotOneWholeAnswer(String answer) {
        try (var server = ScriptedServer.sayingAndClosing(answer)) {
            assertThatThrownBy(() -> get(server)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void refusesAnEndlessHeadAndAnEndlessBody() {
        try (var server = ScriptedServer.sayingAndClosing("HTTP/1.1 200 OK\r\nx: " + "y".repeat(40_000))) {
            assertThatThrownBy(() -> get(server))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("head");
        }
        try (var server = ScriptedServer.sayingAndClosing("HTTP/1.1 200 OK\r\n\r\n" + "y".repeat(20_000))) {
            assertThatThrownBy(() -> get(server))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("longer");
        }
    }

    @Test
    void waitsNoLongerThanItsPatienceForTheWholeAnswer() {
        var drip = new ScriptedServer((_, socket) -> {
            ScriptedServer.write(socket, "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n");
            for (int i = 0; i < 100; i++) {
                ScriptedServer.write(socket, "x");
                Thread.sleep(100);
            }
            return false;
        });
        try (drip) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> get(drip)).isInstanceOf(SocketTimeoutException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void givesUpOnAServerThatDoesNotReadTheRequest() {
        var deaf = new ScriptedServer((_, _) -> {
            Thread.sleep(10_000);
            return false;
        });
        try (deaf) {
            var body = Body.of(new byte[64 * 1024 * 1024]);
            long start = System.nanoTime();
            assertThatThrownBy(() -> calls.send("POST", deaf.origin(), "/", new Fields(), body))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    /** Says on a kept connection nothing more than its end. */
    private static ScriptedServer closingAfterOne() {
        return new ScriptedServer((number, socket) -> {
            if (number % 2 == 1) {
                ScriptedServer.write(socket, OK);
                return true;
            }
            return false;
        });
    }

    @Test
    void asksAgainOverANewConnectionWhenAKeptOneWasClosed() throws IOException {
        try (var server = closingAfterOne()) {
            get(server);
            assertThat(get(server).body().text()).isEqualTo("ok");
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void doesNotRepeatARequestThatMayHaveDoneSomething() throws IOException {
        try (var server = closingAfterOne()) {
            var body = Body.of("x".getBytes(StandardCharsets.UTF_8));
            get(server);
            assertThatThrownBy(() -> calls.send("POST", server.origin(), "/", new Fields(), body))
                    .isInstanceOf(IOException.class);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void sendsNoLineThatAValueSmugglesIn() {
        try (var server = ScriptedServer.saying(OK)) {
            for (String smuggled : List.of("a\r\ngx-id: other", "a\rgx-id: other", "a\ngx-id: other")) {
                var fields = new Fields().add("gx-client", smuggled);
                assertThatThrownBy(() -> calls.send("GET", server.origin(), "/", fields, Body.EMPTY))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            assertThatThrownBy(() -> calls.send("GET", server.origin(), "/ HTTP/1.1\r\nx: y", new Fields(), Body.EMPTY))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void saysWhenNothingWasSent() {
        String nobody = "http://127.0.0.1:" + FreePort.find();

        assertThatThrownBy(() -> calls.send("GET", nobody, "/", new Fields(), Body.EMPTY))
                .isInstanceOf(ConnectException.class);
    }
}
