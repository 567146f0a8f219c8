package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;

/** The format of C2SP tlog-proof, verified under a policy. */
class TlogProofTest {
    private static final GrowingLog LOG = GrowingLog.withTwoKeys();
    private static final List<NoteSigner> WITNESSES = List.of(
            NoteSigner.ofWitness("w1", SigningKey.generate(SignatureAlgorithm.ED25519)),
            NoteSigner.ofWitness("w2", SigningKey.generate(SignatureAlgorithm.ML_DSA_44)));
    private static final WitnessPolicy POLICY = policy();
    private static final TlogProof PROOF = proof(11, 109);

    private static WitnessPolicy policy() {
        String logs =
                LOG.noteKeys().stream().map(key -> "log " + key.vkey() + "\n").collect(Collectors.joining());
        String witnesses = WITNESSES.stream()
                .map(signer ->
                        "witness " + signer.key().name() + " " + signer.key().vkey() + "\n")
                .collect(Collectors.joining());
        return WitnessPolicy.parse((logs + witnesses + "group both all w1 w2\nquorum both\n").getBytes(UTF_8));
    }

    private static TlogProof proof(long index, long size) {
        var checkpoint = LOG.at(size);
        String text = Note.parse(checkpoint.note()).text();
        var lines = WITNESSES.stream()
                .map(signer ->
                        signer.sign(text, Instant.parse("2026-07-22T08:00:00Z")).orElseThrow())
                .toList();
        return new TlogProof(
                Optional.empty(),
                index,
                LOG.prove(index, size).hashes(),
                checkpoint.with(lines).note());
    }

    @Test
    void provesEveryEntryOfALog() {
        for (long size = 1; size < 20; size++) {
            for (long index = 0; index < size; index++) {
                var read = TlogProof.parse(proof(index, size).toString());
                assertThat(read.verify(LOG.entry(index), POLICY).size()).isEqualTo(size);
            }
        }
    }

    @Test
    void isWrittenAsInTheSpecification() {
        var proof = PROOF.withExtra("extra information".getBytes(UTF_8));

        String text = proof.toString();

        assertThat(text)
                .startsWith("c2sp.org/tlog-proof@v1\nextra ZXh0cmEgaW5mb3JtYXRpb24=\nindex 11\n")
                .contains("=\n\n" + GrowingLog.ORIGIN + "\n109\n");
        assertThat(TlogProof.parse(text)).isEqualTo(proof);
        assertThat(TlogProof.parse(text).verify(LOG.entry(11), POLICY).size()).isEqualTo(109);
    }

    @Test
    void provesNoOtherEntry() {
        assertThatThrownBy(() -> PROOF.verify(LOG.entry(12), POLICY)).isInstanceOf(Problem.class);
    }

    @Test
    void refusesWhatIsNoProof() {
        String good = PROOF.toString();
        String line = Hash.EMPTY.base64() + "\n";
        for (String text : List.of(
                "",
                good.replace("@v1", "@v2"),
                good.replace("index 11\n", ""),
                good.replace("index 11", "index 011"),
                good.replace("index 11", "index -1"),
                good.replace("index 11", "index 99999999999999999999"),
                good.replace("index 11\n", "index 11\nextra AAAA\n"),
                good.replace("index 11\n", "extra !!\nindex 11\n"),
                good.replace("index 11\n", "index 11\nAAAA\n"),
                good.replace("index 11\n", "index 11\n" + line.repeat(64)),
                good.replace("\n\n", "\n"),
                good.replace("\n", "\r\n"))) {
            assertThatThrownBy(() -> TlogProof.parse(text)).as(text).isInstanceOf(Problem.class);
        }
    }

    @Property(tries = 500)
    void noChangedByteOfAProofPasses(@ForAll @IntRange int place, @ForAll @IntRange(min = 1, max = 255) int flip) {
        byte[] proof = PROOF.toString().getBytes(UTF_8);
        proof[Math.floorMod(place, proof.length)] ^= (byte) flip;
        String changed = new String(proof, UTF_8);

        assertThatThrownBy(
                        () -> TlogProof.parse(changed).verify(LOG.entry(11), GrowingLog.ORIGIN, LOG.noteKeys(), POLICY))
                .isInstanceOf(Problem.class);
    }
}
