package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.kernel.signature.VerificationKey;

/**
 * Requests of Sigsum and of Go's checksum database, as litewitness (FiloSottile/torchwood) tests itself with them. Two
 * are changed: the answer to an unknown log is 404, as the specification has it, and the false signature is in
 * canonical base64, so that it is refused as false and not as malformed.
 */
class WitnessVectorsTest {
    private static final String SIGSUM =
            "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";
    private static final String GO = "go.sum database tree";
    private static final Map<String, List<NoteKey>> LOGS = Map.of(
            SIGSUM,
            List.of(NoteKey.ofLog(
                    SIGSUM,
                    VerificationKey.ofEd25519(HexFormat.of()
                            .parseHex("ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f")))),
            GO,
            List.of(NoteKey.parse("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")));

    @Test
    void answersAsLitewitnessDoes(@TempDir Path folder) throws IOException {
        var key = SigningKey.generate(SignatureAlgorithm.ED25519);
        var expected = new ArrayList<Integer>();
        var statuses = new ArrayList<Integer>();
        try (var witness = Witness.open(
                folder,
                "example.com/witness",
                List.of(key),
                origin -> LOGS.getOrDefault(origin, List.of()),
                Clock.systemUTC())) {
            for (String exchange : vectors().split("=== ", -1)) {
                if (!exchange.isEmpty()) {
                    expected.add(Integer.parseInt(exchange.substring(0, 3)));
                    statuses.add(witness.addCheckpoint(exchange.substring(4).getBytes(UTF_8))
                            .status());
                }
            }
            assertThat(witness.checkpoint(Witness.hash(SIGSUM)).orElseThrow()).startsWith(SIGSUM + "\n5\n");
            assertThat(witness.checkpoint(Witness.hash(GO)).orElseThrow()).startsWith(GO + "\n35225469\n");
        }
        assertThat(expected).hasSize(10).contains(200, 403, 409, 422);
        assertThat(statuses).isEqualTo(expected);
    }

    private static String vectors() throws IOException {
        try (var in = WitnessVectorsTest.class.getResourceAsStream("/tw/qiao/kernel/c2sp/add-checkpoint.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        }
    }
}
