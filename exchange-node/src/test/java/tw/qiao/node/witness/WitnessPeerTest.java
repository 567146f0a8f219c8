package tw.qiao.node.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.Witness;
import tw.qiao.kernel.log.WitnessAnswer;
import tw.qiao.kernel.registry.NodeAddress;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.node.keys.NodeKeys;
import tw.qiao.node.keys.TlsIdentity;
import tw.qiao.node.operations.Metrics;
import tw.qiao.node.peer.PeerClient;

/** Asks a witness that lies, fails or knows more. */
class WitnessPeerTest {
    private static final String ORIGIN = "exchange.qiao/TW/GOV/RIS";
    private static final String OTHER = "exchange.qiao/TW/GOV/AUDIT";

    private final Clock clock = Clock.systemUTC();
    private final List<SigningKey> logKeys = List.of(SigningKey.generate(SignatureAlgorithm.ED25519));
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private String shown = "";

    @TempDir
    Path folder;

    private NodeKeys keys;
    private EvidenceLog log;
    private WitnessPeer peer;
    private Answering answering;

    private interface Answering {
        WitnessAnswer to(byte[] body);
    }

    WitnessPeerTest() {
        answering = body -> new WitnessAnswer(500, "text/plain", "");
    }

    @BeforeEach
    void start() throws IOException {
        keys = NodeKeys.create(folder.resolve("audit"), clock, Ids.secure(clock));
        log = EvidenceLog.open(folder.resolve("log"), ORIGIN, logKeys, clock);
        open.add(log);
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(new TlsIdentity(keys).accepting(key -> true)));
        server.createContext("/", this::answer);
        server.start();
        open.add(() -> server.stop(0));
        var client = new PeerClient(new TlsIdentity(keys), new Metrics(clock).peers(), clock);
        open.add(client);
        NodeAddress address =
                keys.address("https://127.0.0.1:" + server.getAddress().getPort(), OTHER);
        peer = new WitnessPeer(address, log, client);
        append("a", "b", "c");
    }

    @AfterEach
    void stop() throws Exception {
        for (var part : open.reversed()) {
            part.close();
        }
    }

    private void answer(HttpExchange call) throws IOException {
        asked.add(call.getRequestMethod());
        byte[] request = call.getRequestBody().readAllBytes();
        var answer = call.getRequestMethod().equals("GET")
                ? new WitnessAnswer(shown.isEmpty() ? 404 : 200, "text/plain", shown)
                : answering.to(request);
        byte[] body = answer.body().getBytes(UTF_8);
        call.getResponseHeaders().set("content-type", answer.contentType());
        call.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        call.getResponseBody().write(body);
        call.close();
    }

    private void append(String... entries) {
        for (String entry : entries) {
            log.append(entry, entry.getBytes(UTF_8));
        }
        log.checkpointNow();
    }

    private Witness witness(SigningKey key) {
        var witness = Witness.open(
                folder.resolve("witness"),
                NodeAddress.witnessName(OTHER),
                List.of(key),
                origin -> List.of(tw.qiao.kernel.log.NoteKey.ofLog(
                        origin, logKeys.getFirst().verificationKey())),
                clock);
        open.add(witness);
        return witness;
    }

    private void assertRefusedAndLogGoesOn() {
        assertThatThrownBy(() -> peer.cosign(log.checkpoint())).isInstanceOf(Problem.class);
        append("later");
        assertThat(log.checkpoint().size()).isEqualTo(4);
    }

    @Test
    void takesTheLineOfATrueWitnessFromWhereverItIs() {
        var witness = witness(keys.witness());
        answering = witness::addCheckpoint;

        assertThat(peer.cosign(log.checkpoint())).hasSize(1);
        append("d", "e");
        assertThat(peer.cosign(log.checkpoint())).hasSize(1);
        assertThat(peer.cosign(log.checkpoint())).hasSize(1);
        assertThat(asked).hasSize(3);
    }

    @Test
    void asksAgainFromTheSizeThatItIsTold() {
        var witness = witness(keys.witness());
        witness.addCheckpoint(("old 0\n\n" + log.checkpoint().note()).getBytes(UTF_8));
        append("d");
        answering = witness::addCheckpoint;

        assertThat(peer.cosign(log.checkpoint())).hasSize(1);
        assertThat(asked).containsExactly("POST", "POST");
    }

    @Test
    void believesNoLineByAnotherKey() {
        answering = witness(SigningKey.generate(SignatureAlgorithm.ED25519))::addCheckpoint;

        assertRefusedAndLogGoesOn();
    }

    @Test
    void takesOneLineOfAWitnessThatSendsMany() {
        var witness = witness(keys.witness());
        answering = body -> {
            var answer = witness.addCheckpoint(body);
            return new WitnessAnswer(answer.status(), answer.contentType(), answer.body() + answer.body());
        };

        assertThat(peer.cosign(log.checkpoint())).hasSize(1);
    }

    @Test
    void nobodyStopsALogByClaimingToKnowMore() {
        answering = body -> new WitnessAnswer(409, WitnessAnswer.SIZE, "99\n");
        shown = log.checkpoint().note().replace("\n3\n", "\n99\n");

        assertRefusedAndLogGoesOn();
    }

    @Test
    void nobodyStopsALogByDoubtingItsProof() {
        answering = body -> new WitnessAnswer(422, "text/plain", "");
        shown = log.checkpoint().note();

        assertRefusedAndLogGoesOn();
        assertThat(asked).containsExactly("POST", "GET");
    }

    @Test
    void givesUpWhenEveryAnswerIsAConflict() {
        answering = body -> new WitnessAnswer(409, WitnessAnswer.SIZE, "2\n");

        assertRefusedAndLogGoesOn();
        assertThat(asked).containsExactly("POST", "POST", "GET");
    }

    @Test
    void believesNoSizeInAnotherForm() {
        for (var wrong : List.of(
                new WitnessAnswer(409, "text/plain", "2\n"),
                new WitnessAnswer(409, WitnessAnswer.SIZE, "02\n"),
                new WitnessAnswer(409, WitnessAnswer.SIZE, "-1\n"),
                new WitnessAnswer(409, WitnessAnswer.SIZE, "9".repeat(30)))) {
            answering = body -> wrong;
            assertThatThrownBy(() -> peer.cosign(log.checkpoint())).isInstanceOf(Problem.class);
        }
        assertThat(asked).hasSize(4);
    }

    @Test
    void stopsTheLogOnceItsOwnSignatureShowsAnotherHistory() {
        try (var other = EvidenceLog.open(folder.resolve("clone"), ORIGIN, logKeys, clock)) {
            other.append("z", "z".getBytes(UTF_8));
            shown = other.checkpointNow().note();
        }
        answering = body -> new WitnessAnswer(422, "text/plain", "");

        assertThatThrownBy(() -> peer.cosign(log.checkpoint())).isInstanceOf(Problem.class);

        assertThat(log.history().isStopped()).isTrue();
        assertThatThrownBy(() -> append("later"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("evidence_forked"));
    }

    @Test
    void restsLongerAfterEachFailureButNoLongerThanAMinute() {
        var now = Instant.parse("2026-07-22T08:00:00Z");
        assertThat(peer.isDue(now)).isTrue();

        peer.failed(now, "test");
        assertThat(peer.isDue(now)).isFalse();
        assertThat(peer.isDue(now.plusSeconds(1))).isTrue();
        for (int i = 0; i < 100; i++) {
            peer.failed(now, "test");
        }
        assertThat(peer.isDue(now.plusSeconds(59))).isFalse();
        assertThat(peer.isDue(now.plus(Duration.ofMinutes(1)))).isTrue();
        assertThat(peer.isDue(now.minus(Duration.ofHours(1))))
                .as("a clock set back")
                .isTrue();
    }
}
