package tw.qiao.node.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.NoteKey;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;

/** The other party's node may tell anything; it cannot spoil this member's bundle by it. */
class BundleSideTest {
    private static final String ORIGIN = "exchange.qiao/TW/GOV/RIS";

    @TempDir
    Path folder;

    private final SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519);
    private final List<NoteKey> keys = List.of(NoteKey.ofLog(ORIGIN, key.verificationKey()));
    private ObjectNode told = CanonicalJson.MAPPER.createObjectNode();

    @BeforeEach
    void tell() {
        try (var log = EvidenceLog.open(folder, ORIGIN, key, Clock.systemUTC())) {
            long index = log.append("one", "{\"kind\":\"request\"}".getBytes(UTF_8));
            told = CanonicalJson.MAPPER.valueToTree(log.receipt(index));
            told.put("role", "provider");
        }
    }

    @Test
    void takesWhatIsProved() {
        var files = BundleSide.files(told, keys, kind -> true).orElseThrow();

        assertThat(files.keySet()).containsExactly("provider/request.json", "provider/request.tlog-proof");
    }

    @ParameterizedTest
    @CsvSource({
        "role, ../elsewhere",
        "origin, exchange.qiao/TW/GOV/OTHER",
        "checkpoint, nothing",
        "checkpoint_stamp, bm90aGluZw==",
        "checkpoint_stamp, '???'",
        "entries, none"
    })
    void leavesOutWhatIsNot(String name, String lie) {
        told.put(name, lie);

        assertThat(BundleSide.files(told, keys, kind -> true)).isEmpty();
    }

    @Test
    void leavesOutALogThatTheRegistryDoesNotKnow() {
        assertThat(BundleSide.files(told, List.of(), kind -> true)).isEmpty();
    }
}
