package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.node.pace.ClientTimes;

/** How long somebody may take for an answer that is passed on: its own time counts, and not the system's. */
@Timeout(60)
class PassThroughPaceTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int MB = 1024 * 1024;
    private static final long LONG = 256L * MB;

    @TempDir
    Path folder;

    private PassThroughFixture passing;

    @BeforeEach
    void prepare() {
        passing = new PassThroughFixture(folder);
    }

    @AfterEach
    void stop() {
        passing.close();
    }

    /** Has the consumer's node wait for its systems for {@code times}. */
    private void start(ClientTimes times) {
        var settings = passing.exchange.settings("QIAO");
        passing.exchange.settings.put("QIAO", settings.with(settings.options().waiting(times)));
        passing.exchange.startAll();
    }

    /** Takes a piece of an answer, and then another after a pause, until it ends. */
    private static void takeSlowly(InputStream answer, int piece) throws Exception {
        while (answer.readNBytes(piece).length == piece) {
            Thread.sleep(100);
        }
    }

    private void assertNotTaken(String gxId) {
        assertThat(passing.entriesAfterRefusal("QIAO", gxId))
                .containsExactly("request", "refusal server.clientproxy.answer_not_taken");
        assertThat(passing.entriesAfterRefusal("RIS", gxId))
                .containsExactly("request", "refusal server.serverproxy.answer_not_taken");
    }

    @Test
    void waitsForTheSystemLongerThanForTheClient() throws Exception {
        start(new ClientTimes(SECOND, SECOND, 64 * MB, Duration.ofMinutes(1)));

        var answer = passing.ask(passing.exchange.newId(), "archive/gate/" + 3 * MB);
        Thread.sleep(4000); // more than a client may take with these settings
        passing.system.gate.countDown();

        assertThat(answer.body().readAllBytes()).hasSize(3 * MB);
    }

    @Test
    void endsAnAnswerThatIsTakenMoreSlowlyThanAtThePaceThatItMustKeep() {
        start(new ClientTimes(SECOND, SECOND, 64 * MB, Duration.ofMinutes(10)));
        String gxId = passing.exchange.newId();

        var answer = passing.ask(gxId, "archive/chunks/" + LONG);

        assertThatThrownBy(() -> takeSlowly(answer.body(), MB)).isInstanceOf(IOException.class);
        assertNotTaken(gxId);
    }

    @Test
    void endsAnAnswerThatTakesLongerThanAnyMay() {
        start(new ClientTimes(SECOND, SECOND, 1024, SECOND.multipliedBy(2)));
        String gxId = passing.exchange.newId();

        var answer = passing.ask(gxId, "archive/chunks/" + LONG);

        assertThatThrownBy(() -> takeSlowly(answer.body(), MB)).isInstanceOf(IOException.class);
        assertNotTaken(gxId);
    }
}
