package tw.qiao.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.kernel.Problem;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Fields;
import tw.qiao.node.passing.PassingBody;
import tw.qiao.node.spool.Room;
import tw.qiao.node.spool.Spool;

/** Answers that are read while they are passed on. */
class PassingAnswersTest {
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

    private final HttpCalls calls =
            new HttpCalls(Optional.empty(), Duration.ofSeconds(1), Duration.ofSeconds(2), Room.inMemory(10));

    /** What became of a body that was passed on. */
    private static final class Passed implements PassingBody.Sink, PassingBody.Ending {
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
        private final List<PassingBody.Break> breaks = new ArrayList<>();
        private Fields trailers = new Fields();
        private boolean ended;

        @Override
        public void take(byte[] piece, int count) {
            octets.write(piece, 0, count);
        }

        @Override
        public void end(Fields further) {
            ended = true;
        }

        @Override
        public Fields whole(PassingBody body, Fields came) {
            trailers = came;
            return came;
        }

        @Override
        public void broken(PassingBody.Break where, IOException why) {
            breaks.add(where);
        }

        @Override
        public void refused(Problem problem) {
            throw problem;
        }
    }

    @AfterEach
    void close() {
        calls.close();
    }

    private PassingBody ask(ScriptedServer server) throws IOException {
        var room = Room.inMemory(10).passing((_, _) -> true);
        var answer = calls.send("GET", server.origin(), "/", new Fields(), Body.EMPTY, Duration.ofSeconds(2), room);
        return PassingBody.of(answer.body()).orElseThrow();
    }

    private Passed passed(ScriptedServer server) {
        var passed = new Passed();
        Spool.during(() -> {
            try {
                var body = ask(server);
                body.endsWith(passed);
                body.passTo(passed);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return passed;
    }

    @Test
    void readsTheTrailersAfterABodyThatIsLongerThanItsRoom() {
        try (var server = ScriptedServer.saying(
                CHUNKED + "7;x=y\r\nis this\r\n10\r\n longer than ten\r\n0\r\nContent-Digest: d\r\nother: o\r\n\r\n")) {
            for (int i = 0; i < 3; i++) {
                var passed = passed(server);

                assertThat(passed.octets.toString(StandardCharsets.US_ASCII)).isEqualTo("is this longer than ten");
                assertThat(passed.trailers.required("content-digest")).isEqualTo("d");
                assertThat(passed.ended).isTrue();
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void readsABodyOfAKnownLength() {
        try (var server = ScriptedServer.saying("HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\ntwelve of it")) {
            assertThat(passed(server).octets.size()).isEqualTo(12);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CHUNKED + "7\r\nis this\r\n",
                CHUNKED + "7\r\nis this\r\n0\r\n",
                CHUNKED + "7\r\nis this\r\n0\r\nx: y\r\n",
                CHUNKED + "7\r\nis th",
                CHUNKED + "5\r\nis this\r\n0\r\n\r\n",
                CHUNKED + "7\r\nis this\r\n-1\r\n\r\n",
                CHUNKED + "7\r\nis this\r\n0\r\n folded: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\ntwelve of i"
            })
    void takesNoBodyForWholeThatIsNot(String answer) {
        try (var server = ScriptedServer.sayingAndClosing(answer)) {
            var passed = new Passed();
            Spool.during(() -> {
                try {
                    var body = ask(server);
                    body.endsWith(passed);
                    assertThatThrownBy(() -> body.passTo(passed)).isInstanceOf(IOException.class);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });

            assertThat(passed.ended).isFalse();
            assertThat(passed.breaks).containsExactly(PassingBody.Break.COMING);
        }
    }

    @Test
    void endsTheConnectionOfABodyThatNobodyReadToItsEnd() {
        try (var server = ScriptedServer.saying(CHUNKED + "7\r\nis this\r\n0\r\n\r\n")) {
            var passed = new Passed();
            Spool.during(() -> {
                try {
                    ask(server).endsWith(passed);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });

            assertThat(passed.breaks).containsExactly(PassingBody.Break.TAKING);
            assertThat(passed(server).ended).isTrue();
            assertThat(server.connections()).isEqualTo(2);
        }
    }
}
