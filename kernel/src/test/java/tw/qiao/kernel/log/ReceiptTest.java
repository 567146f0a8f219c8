package tw.qiao.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;
import static tw.qiao.kernel.log.TestLog.KEY;
import static tw.qiao.kernel.log.TestLog.ORIGIN;
import static tw.qiao.kernel.log.TestLog.assertProblem;
import static tw.qiao.kernel.log.TestLog.bytes;
import static tw.qiao.kernel.log.TestLog.fill;
import static tw.qiao.kernel.log.TestLog.open;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.CanonicalJson;

/** What a log gives to strangers who want to check an entry. */
class ReceiptTest {
    @TempDir
    Path folder;

    @Test
    void givesReceiptsThatStrangersCanCheck() {
        try (var log = open(folder)) {
            fill(log, 20);
            var receipt = log.receipt(3, 19);
            String json = CanonicalJson.MAPPER.writeValueAsString(receipt);
            var read = CanonicalJson.MAPPER.readValue(json, Receipt.class);

            assertThat(json).contains("\"tree_size\":20", "\"index\":19", "\"proof\":[\"");
            assertThat(read).isEqualTo(receipt);
            assertThat(read.verify(KEY.verificationKey(), ORIGIN).size()).isEqualTo(20);
            assertThat(read.entries().getFirst().content()).isEqualTo(bytes("entry 3"));
            assertProblem("checkpoint_of_other_log", () -> read.verify(KEY.verificationKey(), "other"));
            assertProblem(
                    "receipt_empty",
                    () -> new Receipt(ORIGIN, read.checkpoint(), List.of()).verify(KEY.verificationKey(), ORIGIN));
        }
    }

    @Test
    void writesProofsForOtherTools() {
        try (var log = open(folder)) {
            fill(log, 3);
            var receipt = log.receipt(2);
            var left = Hash.node(Hash.leaf(bytes("entry 0")), Hash.leaf(bytes("entry 1")));

            assertThat(receipt.tlogProof(receipt.entries().getFirst()))
                    .isEqualTo("c2sp.org/tlog-proof@v1\nindex 2\n" + left + "\n\n" + receipt.checkpoint());
        }
    }

    @Test
    void noChangedCharacterOfAReceiptPasses() {
        try (var log = open(folder)) {
            fill(log, 9);
            String json = CanonicalJson.MAPPER.writeValueAsString(log.receipt(4));
            for (int i = 0; i < json.length(); i++) {
                var changed = new StringBuilder(json);
                changed.setCharAt(i, (char) (json.charAt(i) ^ 1));
                assertThat(isProven(changed.toString()))
                        .as("%d: %s", i, changed)
                        .isFalse();
            }
            assertThat(isProven(json)).isTrue();
        }
    }

    @Test
    void provesConsistencyAcrossStarts() {
        Checkpoint before;
        try (var log = open(folder)) {
            fill(log, 5);
            before = log.checkpointNow();
        }
        try (var log = open(folder)) {
            log.append("more", bytes("more"));
            var after = log.checkpointNow();
            assertThat(log.consistency(before.size(), after.size()).proves(before.root(), after.root()))
                    .isTrue();
        }
    }

    private static boolean isProven(String json) {
        try {
            return CanonicalJson.MAPPER.readValue(json, Receipt.class).isProvenBy(KEY.verificationKey(), ORIGIN);
        } catch (tools.jackson.core.JacksonException e) {
            return false;
        }
    }
}
