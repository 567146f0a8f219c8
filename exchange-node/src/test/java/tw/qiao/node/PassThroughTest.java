package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that are passed on while they come, from a system of one member to a system of another. */
class PassThroughTest {
    private static final int MB_3 = 3 * 1024 * 1024 + 17;

    @TempDir
    Path folder;

    private PassThroughFixture passing;

    @BeforeEach
    void start() {
        passing = new PassThroughFixture(folder);
        passing.exchange.startAll();
    }

    @AfterEach
    void stop() {
        passing.close();
    }

    @Test
    void tellsTheFirstOctetBeforeTheLastOneIsThere() throws IOException {
        String gxId = passing.exchange.newId();

        var answer = passing.ask(gxId, "archive/gate/" + MB_3);
        byte[] first = answer.body().readNBytes(PassThroughSystem.PIECE);
        var before = passing.entries("QIAO", gxId);
        passing.system.gate.countDown();
        byte[] rest = answer.body().readAllBytes();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-archive")).contains("left");
        assertThat(before).containsExactly("request");
        assertThat(first.length + rest.length).isEqualTo(MB_3);
        assertThat(passing.entries("QIAO", gxId)).containsExactly("request", "response");
        assertThat(passing.entries("RIS", gxId)).containsExactly("request", "response");
        assertThat(passing.metric("QIAO", "qiao_passed_octets_total")).isEqualTo(MB_3);
        assertThat(passing.metric("RIS", "qiao_passed_total")).isEqualTo(1);
    }

    @Test
    void breaksTheAnswerWhereTheSystemDoesAndBothPartiesRecordIt() {
        String gxId = passing.exchange.newId();

        var answer = passing.ask(gxId, "archive/cut/" + MB_3);

        assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
        assertThat(passing.entriesAfterRefusal("RIS", gxId))
                .containsExactly("request", "refusal server.serverproxy.service_failed.network_error");
        assertThat(passing.entriesAfterRefusal("QIAO", gxId))
                .containsExactly("request", "refusal server.clientproxy.answer_incomplete");
        assertThat(passing.metric("QIAO", "qiao_passing_broken_total")).isEqualTo(1);
        assertThat(passing.metric("RIS", "qiao_passing_broken_total")).isEqualTo(1);
    }
}
