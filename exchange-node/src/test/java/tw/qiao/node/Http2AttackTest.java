package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node of the exchange that floods another with frames of HTTP/2: others are served, and what has no end is ended.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class Http2AttackTest {
    private static final byte[] NONE = {};
    private static final int MANY = 200_000;

    private ExchangeFixture exchange;

    @BeforeAll
    void start(@TempDir Path folder) {
        exchange = ExchangeFixture.on(folder).startAll();
    }

    @AfterAll
    void stop() {
        exchange.close();
    }

    /** Sends {@code frames} again and again; how many octets were sent when the connection ended. */
    private static long flood(RawHttp2 attacker, byte[] frames, long most) {
        long sent = 0;
        try {
            for (; sent < most; sent += frames.length) {
                attacker.send(frames);
            }
        } catch (IOException ended) {
            return sent;
        }
        return sent;
    }

    private void assertOthersAreServed() {
        for (int i = 0; i < 5; i++) {
            var answer = exchange.askPerson("/A123456789?fields=name");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    @Test
    void endsAConnectionWhoseRequestsAreTakenBackAtOnce() throws Exception {
        try (var attacker = new RawHttp2(exchange, "QIAO").reading()) {
            attacker.send(RawHttp2.SETTINGS, 0, 0, NONE);
            try {
                for (int stream = 1; stream < MANY; stream += 2) {
                    attacker.send(
                            RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, stream, RawHttp2.head(true));
                    attacker.send(RawHttp2.RESET, 0, stream, new byte[] {0, 0, 0, 8});
                }
            } catch (IOException ended) {
                // as it should
            }

            assertThat(attacker.ends()).isTrue();
            assertOthersAreServed();
        }
    }

    @Test
    void endsAHeadThatIsContinuedWithoutEnd() throws Exception {
        try (var attacker = new RawHttp2(exchange, "QIAO").reading()) {
            attacker.send(RawHttp2.SETTINGS, 0, 0, NONE);
            attacker.send(RawHttp2.HEADERS, RawHttp2.END_STREAM, 1, RawHttp2.head(true));
            long sent = flood(
                    attacker, RawHttp2.frames(1, RawHttp2.CONTINUATION, 0, 1, new byte[16_000]), 64L * 1024 * 1024);

            assertThat(attacker.ends()).isTrue();
            assertThat(sent).isLessThan(16L * 1024 * 1024); // what sockets hold besides
            assertOthersAreServed();
        }
    }

    @Test
    void servesOthersWhileEmptyFramesComeWithoutEnd() throws Exception {
        try (var heads = new RawHttp2(exchange, "QIAO").reading();
                var bodies = new RawHttp2(exchange, "QIAO").reading()) {
            heads.send(RawHttp2.SETTINGS, 0, 0, NONE);
            heads.send(RawHttp2.HEADERS, RawHttp2.END_STREAM, 1, RawHttp2.head(true));
            bodies.send(RawHttp2.SETTINGS, 0, 0, NONE);
            bodies.send(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, RawHttp2.head(false));
            var sent = new AtomicLong();
            var floods = new Thread[] {
                Thread.ofVirtual()
                        .start(() -> sent.addAndGet(
                                flood(heads, RawHttp2.frames(1000, RawHttp2.CONTINUATION, 0, 1, NONE), 9L * MANY))),
                Thread.ofVirtual()
                        .start(() -> sent.addAndGet(
                                flood(bodies, RawHttp2.frames(1000, RawHttp2.DATA, 0, 1, NONE), 9L * MANY)))
            };

            assertOthersAreServed();
            for (Thread flood : floods) {
                flood.join();
            }
            System.out.println("Empty frames taken: " + sent.get() / 9);
        }
    }

    @Test
    void servesOthersWhileSomebodyAsksForAnswersAndTakesNone() throws Exception {
        try (var pings = new RawHttp2(exchange, "QIAO");
                var settings = new RawHttp2(exchange, "QIAO")) {
            for (var attacker : new RawHttp2[] {pings, settings}) {
                attacker.send(RawHttp2.SETTINGS, 0, 0, NONE);
            }
            Thread.ofVirtual()
                    .start(() -> flood(pings, RawHttp2.frames(1000, RawHttp2.PING, 0, 0, new byte[8]), 1L << 30));
            Thread.ofVirtual()
                    .start(() -> flood(settings, RawHttp2.frames(1000, RawHttp2.SETTINGS, 0, 0, NONE), 1L << 30));

            assertOthersAreServed();
        }
    }

    @Test
    void servesOthersWhileSomebodyKeepsItsWindowShut() throws Exception {
        try (var attacker = new RawHttp2(exchange, "QIAO").reading()) {
            attacker.send(RawHttp2.SETTINGS, 0, 0, new byte[] {0, 4, 0, 0, 0, 0});
            for (int stream = 1; stream < 2000; stream += 2) {
                attacker.send(
                        RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, stream, RawHttp2.head(true));
            }

            assertOthersAreServed();
        }
    }
}
