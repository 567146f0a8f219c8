package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.kernel.signature.VerificationKey;

/** Messages that are signed together are verified one by one, with nothing but the key. */
class GroupSignatureTest {
    private static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256);

    @Property(tries = 40)
    void provesEveryMessageOfAGroupAloneAndNoOther(@ForAll @IntRange(min = 1, max = 40) int size) {
        var signatures = signatures(size);
        for (int i = 0; i < size; i++) {
            assertThat(signs(signatures.get(i), message(i))).isTrue();
            assertThat(signs(signatures.get(i), message(i + 1))).isFalse();
        }
    }

    @Test
    void provesTheLargestGroup() {
        var signatures = signatures(GroupSignature.LARGEST_GROUP);
        assertThat(signs(signatures.getLast(), message(GroupSignature.LARGEST_GROUP - 1)))
                .isTrue();
        assertThat(signatures.getLast()).hasSize(4 + 8 * Hash.LENGTH + 64);
    }

    @Property(tries = 200)
    void refusesAnyFlippedBit(@ForAll @IntRange(min = 0, max = 4 + 3 * 32 + 64 - 1) int octet, @ForAll byte bit) {
        byte[] signature = signatures(6).get(2);
        signature[octet] ^= (byte) (1 << (bit & 7));
        assertThat(signs(signature, message(2))).isFalse();
    }

    @Property(tries = 100)
    void refusesASignatureThatIsCutOffOrHasMore(@ForAll @IntRange(min = 0, max = 200) int length) {
        byte[] signature = signatures(6).get(2);
        if (length != signature.length) {
            assertThat(signs(Arrays.copyOf(signature, length), message(2))).isFalse();
        }
    }

    @Test
    void refusesAnotherKeyAlsoForARootThatIsKnown() {
        var known = new VerifiedRoots();
        byte[] signature = signatures(2).getFirst();
        var other = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256).verificationKey();
        assertThat(signs(signature, message(0), KEY.verificationKey(), known)).isTrue();
        assertThat(signs(signature, message(0), other, known)).isFalse();
        assertThat(signs(signature, message(0), KEY.verificationKey(), known)).isTrue();
    }

    @Test
    void signsEachGroupOnce() {
        var group = new SigningGroup(KEY);
        for (int i = 0; i < 5; i++) {
            group.add(Hash.leaf(message(i)));
        }
        var roots = new AtomicInteger();
        byte[] first = ofRoot(group.signature(0));
        for (int i = 1; i < 5; i++) {
            roots.addAndGet(Arrays.equals(ofRoot(group.signature(i)), first) ? 0 : 1);
        }
        assertThat(roots).hasValue(0);
    }

    private static byte[] ofRoot(byte[] signature) {
        return Arrays.copyOfRange(signature, signature.length - 64, signature.length);
    }

    /** The vector of docs/exchange-protocol.md, with the key test-key-ed25519 of RFC 9421, B.1.4. */
    @Test
    void makesTheSignatureOfThePublishedVector() {
        var verification = VerificationKey.ofEd25519(
                HexFormat.of().parseHex("26b40b8f93fff3d897112f7ebc582b232dbd72517d082fe83cfb30ddce43d1bb"));
        byte[] pkcs8 = Base64.getDecoder().decode("MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF");
        var key = SigningKey.of(pkcs8, verification);
        var group = new SigningGroup(key);
        for (String text : List.of("one", "two", "three")) {
            group.add(Hash.leaf(text.getBytes(US_ASCII)));
        }
        assertThat(List.of(text(group.signature(0)), text(group.signature(1)), text(group.signature(2))))
                .containsExactly(
                        "AAAAA6sat/B8fI/g7/S6b6pTx+RBLpGlmRU+iqTgG+7OW3glZx8UbF5HHooag6PCFM5LqQe486WIjRTMjNPOdbsS75QL"
                                + "XYNuF68sIovPvIq3XdITLkTMNuedhrlfCqUiR3oBTFZaNy8Kgi+MkkTJhRsNvGbymJenSC0e8MdRzkWnzhkK",
                        "AAEAA9DXNgq3n1irHh4/5krXfi6gvAfja19G7SIj7dkpjfnpZx8UbF5HHooag6PCFM5LqQe486WIjRTMjNPOdbsS75QL"
                                + "XYNuF68sIovPvIq3XdITLkTMNuedhrlfCqUiR3oBTFZaNy8Kgi+MkkTJhRsNvGbymJenSC0e8MdRzkWnzhkK",
                        "AAIAA09V9hnZIVI1d4srnxfW9JFbFhcSFNFSOBKTZpdk3nIuC12DbhevLCKLz7yKt13SEy5EzDbnnYa5XwqlIkd6AUxW"
                                + "WjcvCoIvjJJEyYUbDbxm8piXp0gtHvDHUc5Fp84ZCg==");
    }

    private static String text(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    private static byte[] message(int number) {
        return ("message " + number).getBytes(US_ASCII);
    }

    private static List<byte[]> signatures(int size) {
        var group = new SigningGroup(KEY);
        for (int i = 0; i < size; i++) {
            group.add(Hash.leaf(message(i)));
        }
        var signatures = new ArrayList<byte[]>();
        for (int i = 0; i < size; i++) {
            signatures.add(group.signature(i));
        }
        return signatures;
    }

    private static boolean signs(byte[] signature, byte[] message) {
        return signs(signature, message, KEY.verificationKey(), new VerifiedRoots());
    }

    private static boolean signs(byte[] signature, byte[] message, VerificationKey key, VerifiedRoots known) {
        return GroupSignature.read(signature)
                .map(read -> read.signs(message, key, known))
                .orElse(false);
    }
}
