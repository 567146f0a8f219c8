package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;

/** C2SP tlog-policy: the example of two groups, and its rules. */
class WitnessPolicyTest {
    private static final Instant NOW = Instant.parse("2026-07-22T08:00:00Z");

    private final GrowingLog log = GrowingLog.withTwoKeys();
    private final List<NoteSigner> witnesses = IntStream.range(0, 6)
            .mapToObj(i -> NoteSigner.ofWitness(
                    "w" + i, SigningKey.generate(i == 5 ? SignatureAlgorithm.ML_DSA_44 : SignatureAlgorithm.ED25519)))
            .toList();

    private String logLines() {
        return log.noteKeys().stream().map(key -> "log " + key.vkey() + "\n").collect(Collectors.joining());
    }

    private String witnessLine(String name, int witness) {
        return "witness " + name + " " + witnesses.get(witness).key().vkey() + "\n";
    }

    private String known() {
        return logLines()
                + witnessLine("X1", 0)
                + witnessLine("X2", 1)
                + witnessLine("X3", 2)
                + witnessLine("Y1", 3)
                + witnessLine("Y2", 4)
                + witnessLine("Y3", 5);
    }

    private static WitnessPolicy policy(String text) {
        return WitnessPolicy.parse(text.getBytes(UTF_8));
    }

    private String cosigned(Integer... by) {
        var checkpoint = log.at(7);
        String text = Note.parse(checkpoint.note()).text();
        return checkpoint
                .with(Stream.of(by)
                        .map(i -> witnesses.get(i).sign(text, NOW).orElseThrow())
                        .toList())
                .note();
    }

    private static boolean accepts(WitnessPolicy policy, String note) {
        try {
            return policy.verify(note).size() == 7;
        } catch (Problem e) {
            return false;
        }
    }

    @Test
    void asksForTheQuorumOfTheExample() {
        var policy = policy(known() + """
                group X-witnesses 2 X1 X2 X3
                group Y-witnesses any Y1 Y2 Y3
                group X-and-Y all X-witnesses Y-witnesses
                quorum X-and-Y
                """);

        assertThat(accepts(policy, cosigned(0, 2, 4))).isTrue();
        assertThat(accepts(policy, cosigned(0, 1, 5))).isTrue();
        assertThat(accepts(policy, cosigned(0, 1, 2, 3, 4, 5))).isTrue();
        assertThat(accepts(policy, cosigned(0, 4, 5))).isFalse();
        assertThat(accepts(policy, cosigned(0, 1, 2))).isFalse();
        assertThat(accepts(policy, cosigned())).isFalse();
    }

    @Test
    void asksForOneWitnessOrForNone() {
        assertThat(accepts(policy(known() + "quorum Y3\n"), cosigned(5))).isTrue();
        assertThat(accepts(policy(known() + "quorum Y3\n"), cosigned(4))).isFalse();
        assertThat(accepts(policy(logLines() + "quorum none\n"), cosigned())).isTrue();
    }

    @Test
    void oneLineTwiceIsOneWitness() {
        var policy = policy(known() + "group g 2 X1 X2\nquorum g\n");
        String once = cosigned(0);
        String line = once.substring(once.indexOf("— w0"));

        assertThat(accepts(policy, once + line)).isFalse();
    }

    @Test
    void aFalseCosignatureSpoilsTheNote() {
        var policy = policy(known() + "quorum X1\n");
        String ofAnotherState = witnesses
                .get(1)
                .sign(Note.parse(log.at(6).note()).text(), NOW)
                .orElseThrow()
                .toString();

        assertThat(accepts(policy, cosigned(0))).isTrue();
        assertThat(accepts(policy, cosigned(0) + ofAnotherState)).isFalse();
    }

    @Test
    void believesNoOtherLog() {
        var impostor = GrowingLog.withTwoKeys();

        assertThat(accepts(policy(logLines() + "quorum none\n"), impostor.at(7).note()))
                .isFalse();
    }

    @Test
    void aCosignatureOfALogsOwnKeyIsNoSignatureOfTheLog() {
        String text = Note.parse(log.at(7).note()).text();
        var asWitness = NoteSigner.ofWitness(GrowingLog.ORIGIN, log.keys.getFirst());
        String note = new Note(text, List.of(asWitness.sign(text, NOW).orElseThrow())).toString();

        assertThat(accepts(policy(logLines() + "quorum none\n"), note)).isFalse();
    }

    @Test
    void readsCommentsTabsAddressesAndNamesInChinese() {
        var policy = policy(
                "# 政策\n\n\t" + witnessLine("審計部", 0).replace(" w", "\t w").strip() + " https://audit.gov.tw/witness \n"
                        + logLines() + "  quorum\t審計部");

        assertThat(accepts(policy, cosigned(0))).isTrue();
        assertThat(accepts(policy, cosigned(1))).isFalse();
    }

    @Test
    void refusesPoliciesThatSayNothingClear() {
        String group = known() + "group g ";
        for (String text : List.of(
                known(),
                known() + "quorum none\nquorum none\n",
                known() + "quorum Z\n",
                known() + "quorum X1 X2\n",
                "quorum X1\n" + known(),
                group + "4 X1 X2 X3\nquorum g\n",
                group + "0 X1 X2 X3\nquorum g\n",
                group + "02 X1 X2 X3\nquorum g\n",
                group + "+1 X1 X2 X3\nquorum g\n",
                group + "99999999999 X1 X2 X3\nquorum g\n",
                group + "most X1 X2 X3\nquorum g\n",
                group + "any\nquorum g\n",
                group + "any g\nquorum g\n",
                group + "any none\nquorum g\n",
                group + "any X1 X1\nquorum g\n",
                group + "any X1\ngroup h any X1 X2\nquorum h\n",
                known() + "group none any X1\nquorum none\n",
                known() + "group X1 any X2\nquorum X1\n",
                known() + witnessLine("X9", 0) + "quorum none\n",
                known() + logLines() + "quorum none\n",
                known() + "witness v " + log.noteKeys().getFirst().vkey() + "\nquorum none\n",
                known() + "log " + witnesses.getFirst().key().vkey() + "\nquorum none\n",
                known() + "log a+b+c\nquorum none\n",
                known() + "rule X1\nquorum none\n",
                known() + "quorum none\r\n",
                known() + "quorum none\u007f\n")) {
            assertThatThrownBy(() -> policy(text))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.status()).isEqualTo(400));
        }
    }
}
