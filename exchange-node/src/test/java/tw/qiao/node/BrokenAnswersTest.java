package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.node.message.ContentDigest;
import tw.qiao.node.message.Fields;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.verifier.Verifier;

/** What a provider learns of an answer that it passed on and that proved wrong at its end. */
class BrokenAnswersTest {
    private static final int MB_3 = 3 * 1024 * 1024 + 17;

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

    @Test
    void bothPartiesRecordThatAnOctetWasFlippedOnTheWay() {
        try (var proxy = new FlippingProxy(passing.exchange)) {
            passing.exchange.change("RIS", node -> ExchangeFixture.at(node, proxy.url()));
            passing.exchange.startAll();
            String gxId = passing.exchange.newId();

            var answer = passing.ask(gxId, "archive/chunks/" + MB_3);

            assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
            assertThat(passing.entriesAfterRefusal("QIAO", gxId))
                    .containsExactly("request", "refusal server.clientproxy.inconsistent_response");
            assertThat(passing.entriesAfterRefusal("RIS", gxId))
                    .containsExactly("request", "response", "refusal server.clientproxy.inconsistent_response");
            assertThat(Verifier.verify(passing.bundle("RIS", gxId)).isProof()).isTrue();
        }
    }

    @Test
    void nobodyButTheConsumerRefusesAnAnswerThatWasPassedOn() throws IOException {
        passing.exchange.startAll();
        String gxId = passing.exchange.newId();
        passing.ask(gxId, "archive/chunks/" + MB_3).body().readAllBytes();

        assertThat(told("WELFARE", "TW/GOV/WELFARE/benefits", gxId, "code=missing_signature"))
                .isEqualTo("server.serverproxy.access_denied");
        assertThat(told("QIAO", ExchangeFixture.PORTAL, passing.exchange.newId(), "code=missing_signature"))
                .isEqualTo("server.serverproxy.access_denied");
        assertThat(told("QIAO", ExchangeFixture.PORTAL, gxId, "code=anything"))
                .isEqualTo("server.serverproxy.invalid_request");
        assertThat(passing.entries("RIS", gxId)).containsExactly("request", "response");
        for (int i = 0; i < 2; i++) {
            assertThat(told("QIAO", ExchangeFixture.PORTAL, gxId, "code=missing_signature"))
                    .isEmpty();
        }
        assertThat(passing.entries("RIS", gxId))
                .containsExactly("request", "response", "refusal server.clientproxy.missing_signature");
    }

    private String told(String code, String client, String gxId, String query) {
        var fields = new Fields()
                .add("content-digest", ContentDigest.of(new byte[0]))
                .add("gx-client", client)
                .add("gx-service", "gx/1/refusals")
                .add("gx-id", passing.exchange.newId())
                .add("gx-purpose", "evidence")
                .add("gx-basis", "exchange-rules")
                .add("gx-salt", "c2FsdHNhbHRzYWx0c2FsdHNhbHRzYWx0");
        var head = new RequestHead("PUT", "", "/gx/1/refusals/" + gxId, query, fields);
        try (var peer = new Attacker(passing.exchange, passing.exchange.keys(code))) {
            peer.signed(head, passing.exchange.keys(code).signing(), Duration.ZERO);
            return Attacker.code(peer.send(head));
        }
    }
}
