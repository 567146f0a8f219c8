package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.verifier.Report.Kind;
import tw.qiao.verifier.Verifier;

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

    @Test
    void takesInWhatAServiceWithoutTheOptionAnswersAndRepeatsIt() throws IOException {
        String gxId = passing.exchange.newId();

        var answer = passing.ask(gxId, "ordinary/chunks/" + MB_3);
        var again = passing.ask(gxId, "ordinary/chunks/" + MB_3);

        assertThat(answer.headers().firstValue("content-length")).contains(String.valueOf(MB_3));
        assertThat(answer.body().readAllBytes()).hasSize(MB_3);
        assertThat(again.body().readAllBytes()).hasSize(MB_3);
        assertThat(passing.system.asked).hasValue(1);
        assertThat(passing.metric("RIS", "qiao_passed_total")).isZero();
    }

    @Test
    void takesInASmallAnswerAndRepeatsIt() throws IOException {
        String gxId = passing.exchange.newId();

        var answer = passing.ask(gxId, "archive/known/1000");
        var again = passing.ask(gxId, "archive/known/1000");

        assertThat(answer.body().readAllBytes()).hasSize(1000);
        assertThat(again.body().readAllBytes()).hasSize(1000);
        assertThat(passing.system.asked).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"known/300000", "chunks/300000", "chunks/1", "chunks/0"})
    void passesABodyOfEveryForm(String rest) throws IOException {
        var answer = passing.ask(passing.exchange.newId(), "archive/" + rest);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().readAllBytes()).hasSize(Integer.parseInt(rest.substring(rest.indexOf('/') + 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Test: none", "TE: trailers"})
    void endsTheChunksForACallerThatClosesItsConnectionThen(String line) throws IOException {
        String target = "/r1/TW/GOV/RIS/household/archive/chunks/300000";
        int port = passing.exchange.settings("QIAO").consumerPort();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(LargeFixture.head("GET", target, "", line).getBytes(StandardCharsets.US_ASCII));
            String said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

            assertThat(said).startsWith("HTTP/1.1 200").endsWith("\r\n0\r\n\r\n");
        }
    }

    @Test
    void passesManyAnswersOverTheSameConnections() throws IOException {
        for (int i = 0; i < 20; i++) {
            var answer = passing.ask(passing.exchange.newId(), "archive/chunks/" + (300_000 + i));
            assertThat(answer.body().readAllBytes()).hasSize(300_000 + i);
        }
        assertThat(passing.metric("RIS", "qiao_passed_total")).isEqualTo(20);
        assertThat(passing.metric("RIS", "qiao_passing")).isZero();
    }

    @Test
    void saysThatAPassedAnswerIsKeptNowhereWhenItsIdComesAgain() throws IOException {
        String gxId = passing.exchange.newId();
        passing.ask(gxId, "archive/chunks/" + MB_3).body().readAllBytes();

        var again = passing.ask(gxId, "archive/chunks/" + MB_3);

        assertThat(again.statusCode()).isEqualTo(410);
        assertThat(again.headers().firstValue("x-road-error")).contains("server.serverproxy.answer_erased");
        assertThat(passing.system.asked).hasValue(1);
    }

    @Test
    void asksAgainForAReadingThatBrokeOffAndNeverForAChange() {
        String reading = passing.exchange.newId();
        String change = passing.exchange.newId();
        for (int i = 0; i < 2; i++) {
            var answer = passing.ask(reading, "archive/cut/" + MB_3);
            assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
        }
        var broken = passing.send(change, "archive/cut/" + MB_3, "POST");
        assertThatThrownBy(() -> broken.body().readAllBytes()).isInstanceOf(IOException.class);

        var again = passing.send(change, "archive/cut/" + MB_3, "POST");

        assertThat(again.headers().firstValue("x-road-error")).contains("server.serverproxy.outcome_unknown");
        assertThat(passing.system.asked).hasValue(3);
    }

    @Test
    void worksOnOneExchangeOnceWhileItsAnswerPasses() throws IOException {
        String gxId = passing.exchange.newId();
        var answer = passing.ask(gxId, "archive/gate/" + MB_3);

        var meanwhile = passing.ask(gxId, "archive/gate/" + MB_3);
        passing.system.gate.countDown();

        assertThat(meanwhile.statusCode()).isEqualTo(409);
        assertThat(meanwhile.headers().firstValue("x-road-error")).contains("server.clientproxy.request_under_way");
        assertThat(answer.body().readAllBytes()).hasSize(MB_3);
        assertThat(passing.system.asked).hasValue(1);
    }

    @Test
    void recordsAtBothPartiesThatNobodyTookTheAnswerToItsEnd() throws IOException {
        String gxId = passing.exchange.newId();
        var answer = passing.ask(gxId, "archive/gate/" + 64 * MB_3);

        answer.body().close();
        passing.system.gate.countDown();

        assertThat(passing.entriesAfterRefusal("QIAO", gxId))
                .containsExactly("request", "refusal server.clientproxy.answer_not_taken");
        assertThat(passing.entriesAfterRefusal("RIS", gxId))
                .containsExactly("request", "refusal server.serverproxy.answer_not_taken");
    }

    @Test
    void breaksTheAnswerWhenItsGrantIsRevokedMeanwhile() throws Exception {
        String gxId = passing.exchange.newId();
        var answer = passing.ask(gxId, "archive/gate/" + MB_3);
        passing.exchange.grants.clear();
        passing.exchange.publishRegistry();
        for (int i = 0; i < 100 && !passing.exchange.health("RIS").contains("\"registry\":2,"); i++) {
            Thread.sleep(50);
        }

        passing.system.gate.countDown();

        assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
        assertThat(passing.entriesAfterRefusal("RIS", gxId))
                .containsExactly("request", "refusal server.serverproxy.access_denied");
        assertThat(passing.entriesAfterRefusal("QIAO", gxId))
                .containsExactly("request", "refusal server.clientproxy.answer_incomplete");
    }

    @Test
    void provesAPassedAnswerInTheBundlesOfBothParties() throws IOException {
        String gxId = passing.exchange.newId();
        passing.ask(gxId, "archive/chunks/" + MB_3).body().readAllBytes();

        for (String code : List.of("QIAO", "RIS")) {
            var report = Verifier.verify(passing.bundle(code, gxId));

            assertThat(report.isProof()).isTrue();
            assertThat(report.says(Kind.PROVED, "signed.request")).isTrue();
            assertThat(report.says(Kind.PROVED, "signed.response")).isTrue();
            assertThat(report.says(Kind.PROVED, "agree.response")).isTrue();
            assertThat(report.says(Kind.OPEN, "body.none.response")).isTrue();
        }
    }

    @Test
    void provesInABundleThatAnAnswerBrokeOff() {
        String gxId = passing.exchange.newId();
        var answer = passing.ask(gxId, "archive/cut/" + MB_3);
        assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
        passing.entriesAfterRefusal("RIS", gxId);
        passing.entriesAfterRefusal("QIAO", gxId);

        var report = Verifier.verify(passing.bundle("QIAO", gxId));

        assertThat(report.isProof()).isTrue();
        assertThat(report.says(Kind.PROVED, "refusal.consumer")).isTrue();
        assertThat(report.says(Kind.PROVED, "refusal.provider")).isTrue();
        assertThat(report.says(Kind.PROVED, "signed.response")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "chunks"})
    void tellsAPersonOnceThatHerDataWereUsedAlsoWhereTheAnswerBrokeOff(String form) throws IOException {
        var answer = passing.ask(passing.exchange.newId(), "archive/" + form + "/" + MB_3);
        assertThat(answer.body().readNBytes(PassThroughSystem.PIECE)).hasSize(PassThroughSystem.PIECE);

        var usages = passing.exchange.ask(
                "/r1/TW/GOV/RIS/household/findUsage?userCode=" + MB_3, "X-Road-Client", ExchangeFixture.PORTAL);

        assertThat(ExchangeFixture.json(usages).path("totalUsages").intValue()).isEqualTo(1);
    }

    @Test
    void tellsAPersonOfEachTimeThatHerDataWereToldUnderOneId() throws IOException {
        String gxId = passing.exchange.newId();
        for (int i = 0; i < 2; i++) {
            var answer = passing.ask(gxId, "archive/cut/" + MB_3);
            assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
        }

        var usages = passing.exchange.ask(
                "/r1/TW/GOV/RIS/household/findUsage?userCode=" + MB_3, "X-Road-Client", ExchangeFixture.PORTAL);

        assertThat(ExchangeFixture.json(usages).path("totalUsages").intValue()).isEqualTo(2);
    }
}
