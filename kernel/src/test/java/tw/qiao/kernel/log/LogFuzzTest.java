package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;

class LogFuzzTest {
    @FuzzTest
    void aNoteIsReadExactlyOrRefused(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            assertThat(Note.parse(text)).hasToString(text);
        } catch (Problem expected) {
            assertThat(expected.status()).isEqualTo(400);
        }
    }

    @FuzzTest
    void aFrameIsReadAtStartAsItIsReadLaterOrRefused(FuzzedDataProvider data) {
        int form = data.consumeBoolean() ? RawFrame.FIRST_FORM : RawFrame.TODAYS_FORM;
        byte[] body = data.consumeRemainingAsBytes();
        var frame = ByteBuffer.wrap(RawFrame.around(body, form));
        try {
            var checked = new FrameBlock(0, 0, frame).check(KeyHash.random());
            var entries = Frame.entries(Frame.header(frame), frame.slice());
            assertThat(checked.count()).isEqualTo(entries.size());
            for (int i = 0; i < entries.size(); i++) {
                assertThat(Hash.copyOf(checked.leaves(), i * Hash.LENGTH))
                        .isEqualTo(Hash.leaf(entries.get(i).content()));
            }
        } catch (DamagedException expected) {
            assertThat(expected).hasMessageMatching("an entry is cut off|a frame's header does not check");
        }
    }

    @FuzzTest
    void aTilePathIsReadOrRefused(FuzzedDataProvider data) {
        TilePath.parse(data.consumeRemainingAsString()).ifPresent(tile -> {
            assertThat(tile.level()).isBetween(TilePath.ENTRIES, 63);
            assertThat(tile.width()).isBetween(1, TilePath.FULL);
            assertThat(tile.isWithin(0)).isFalse();
        });
    }

    @FuzzTest
    void aRequestToAWitnessIsReadExactlyOrRefused(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            assertThat(AddCheckpoint.parse(text.getBytes(UTF_8))).hasToString(text);
        } catch (Problem expected) {
            assertThat(expected.status()).isEqualTo(400);
        }
    }

    @FuzzTest
    void aProofIsReadExactlyOrRefused(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            assertThat(TlogProof.parse(text)).hasToString(text);
        } catch (Problem expected) {
            assertThat(expected.status()).isEqualTo(400);
        }
    }

    @FuzzTest
    void aGroupSignatureThatNobodyMadeSignsNothing(FuzzedDataProvider data) {
        var key = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256).verificationKey();
        byte[] octets = data.consumeRemainingAsBytes();

        var read = GroupSignature.read(octets);

        assertThat(read.filter(signature -> signature.signs(octets, key, new VerifiedRoots())))
                .isEmpty();
    }

    @FuzzTest
    void aKeyIsReadExactlyOrRefused(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            assertThat(NoteKey.parse(text).vkey()).isEqualTo(text);
        } catch (Problem expected) {
            assertThat(expected.status()).isEqualTo(400);
        }
    }

    @FuzzTest
    void aPolicyIsReadOrRefused(FuzzedDataProvider data) {
        try {
            assertThat(WitnessPolicy.parse(data.consumeRemainingAsBytes())).isNotNull();
        } catch (Problem expected) {
            assertThat(expected.status()).isEqualTo(400);
        }
    }
}
