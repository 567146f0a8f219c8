package tw.qiao.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.Checkpoint;
import tw.qiao.kernel.log.Note;
import tw.qiao.kernel.log.Receipt;
import tw.qiao.kernel.log.TlogProof;
import tw.qiao.kernel.log.WitnessPolicy;

/** Nodes that cosign each other's logs. */
class WitnessingTest extends WitnessedNodes {
    @Test
    void showsCheckpointsThatAllOtherNodesCosigned() {
        exchangeOnce();

        await(() -> sizeShown("RIS") == 2 && isCosigned("RIS", "QIAO") && isCosigned("RIS", "WELFARE"));

        var address = exchange.keys("RIS").address("https://127.0.0.1:1", origin("RIS"));
        assertThat(Checkpoint.verify(shown("RIS").toString(), origin("RIS"), address.logNoteKeys())
                        .size())
                .isEqualTo(2);
        assertThat(shown("RIS").signatures()).hasSize(4);
        assertThat(isCosigned("RIS", "RIS")).isFalse();
        await(() -> holds("WELFARE", "QIAO", 2));
    }

    @Test
    void receiptsCarryTheLinesOfWitnesses() {
        String gxId = exchange.newId();
        exchange.askPerson(gxId, REST);
        await(() -> sizeShown("QIAO") == 2 && isCosigned("QIAO", "WELFARE"));

        var evidence = ExchangeFixture.json(exchange.ask("/evidence/" + gxId));

        var note = Note.parse(evidence.path("sides").path(0).path("checkpoint").stringValue());
        assertThat(note.isSignedBy(witness("WELFARE"))).isTrue();
    }

    @Test
    void aProofHoldsOfflineUnderThePolicyThatTheNodeTells() {
        String gxId = exchange.newId();
        exchange.askPerson(gxId, REST);
        await(() -> sizeShown("QIAO") == 2 && isCosigned("QIAO", "WELFARE"));
        var policy = WitnessPolicy.parse(get("QIAO", "/witness/policy").body().getBytes(UTF_8));
        var side = (ObjectNode) ExchangeFixture.json(exchange.ask("/evidence/" + gxId))
                .path("sides")
                .path(0);
        var receipt = CanonicalJson.MAPPER.convertValue(
                side.deepCopy().retain("origin", "checkpoint", "entries"), Receipt.class);
        var entry = receipt.entries().getFirst();

        var proof = TlogProof.parse(receipt.tlogProof(entry));

        assertThat(proof.verify(entry.content(), policy).size()).isEqualTo(2);
        String bare = proof.toString().replaceAll("— [^ ]*/witness [^\n]*\n", "");
        assertThatThrownBy(() -> TlogProof.parse(bare).verify(entry.content(), policy))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("cosignatures_too_few"));
    }

    @Test
    void answersOverHttpAsTheSpecificationSays() {
        exchangeOnce();
        await(() -> sizeShown("RIS") == 2 && isCosigned("RIS", "WELFARE"));
        String note = get("RIS", "/log/checkpoint").body();

        var conflict = add("WELFARE", "old 0\n\n" + note);

        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(conflict.headers().firstValue("content-type")).contains("text/x.tlog.size");
        assertThat(conflict.body()).isEqualTo("2\n");
        assertThat(add("WELFARE", "old 2\n\n" + note).body())
                .startsWith("— " + origin("WELFARE") + "/witness ")
                .endsWith("\n");
        assertThat(add("RIS", "old 0\n\n" + note).statusCode())
                .as("a node is no witness of itself")
                .isEqualTo(404);
        assertThat(add("WELFARE", "nonsense").statusCode()).isEqualTo(400);
        assertThat(get("WELFARE", "/witness/add-checkpoint").statusCode()).isEqualTo(405);
        assertThat(get("WELFARE", "/witness/" + "0".repeat(64) + "/checkpoint").statusCode())
                .isEqualTo(404);
        assertThat(get("WELFARE", "/witness/../private/checkpoint").statusCode())
                .isEqualTo(404);
    }

    @Test
    @Tag("alone")
    void exchangesGoOnWhileWitnessesAreAway() {
        exchange.stop("WELFARE");

        for (int i = 0; i < 20; i++) {
            long start = System.nanoTime();
            exchangeOnce();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        }
        await(() -> sizeShown("RIS") == 40 && isCosigned("RIS", "QIAO"));

        exchange.start("WELFARE");
        await(() -> sizeShown("RIS") == 40 && isCosigned("RIS", "WELFARE"));
    }

    @Test
    @Tag("alone")
    void aWitnessThatNeverAnswersHoldsNothingUp() throws IOException {
        exchangeOnce(); // the first of a process loads classes
        exchange.stop("WELFARE");
        try (var silent =
                new ServerSocket(exchange.settings("WELFARE").providerPort(), 50, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 2; i++) {
                long start = System.nanoTime();
                exchangeOnce();
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
                long size = 2L * (i + 2);
                await(() -> sizeShown("RIS") == size && isCosigned("RIS", "QIAO"));
            }
            assertThat(silent.isClosed()).isFalse();
        }
    }

    @Test
    void asksOnlyTheWitnessesThatItsSettingsName() {
        var all = exchange.settings("RIS");
        exchange.stop("RIS");
        exchange.settings.put("RIS", all.with(all.options().witnessedBy(List.of("TW/GOV/WELFARE"))));
        exchange.start("RIS");
        exchangeOnce();

        await(() -> sizeShown("RIS") == 2 && isCosigned("RIS", "WELFARE"));
        assertThat(isCosigned("RIS", "QIAO")).isFalse();
    }
}
