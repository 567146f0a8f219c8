package tw.qiao.kernel.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import tw.qiao.kernel.Problem;

/** The keys and signatures of RFC 9421, appendix B. */
class VerificationKeyTest {
    private static final VerificationKey P256 = VerificationKey.ofBase64(
            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lfw0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==");
    private static final VerificationKey ED25519 =
            VerificationKey.ofBase64("MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=");
    private static final String RESPONSE = """
            "@status": 200
            "content-type": application/json
            "content-digest": sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:
            "content-length": 23
            "@signature-params": ("@status" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-ecc-p256\"""";
    private static final String REQUEST = """
            "date": Tue, 20 Apr 2021 02:07:55 GMT
            "@method": POST
            "@path": /foo
            "@authority": example.com
            "content-type": application/json
            "content-length": 18
            "@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519\"""";
    private static final byte[] RESPONSE_SIGNATURE =
            base64("wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==");
    private static final byte[] REQUEST_SIGNATURE =
            base64("wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==");

    @Test
    void verifiesTheEcdsaResponseOfAppendixB24() {
        assertThat(P256.algorithm()).isEqualTo(SignatureAlgorithm.ECDSA_P256_SHA256);
        assertThat(P256.verifies(RESPONSE.getBytes(UTF_8), RESPONSE_SIGNATURE)).isTrue();
    }

    /** Some libraries took these for signatures of anything (CVE-2022-21449). */
    @Test
    void refusesEcdsaSignaturesOfZeros() {
        for (int from : new int[] {0, 32}) {
            byte[] half = RESPONSE_SIGNATURE.clone();
            Arrays.fill(half, from, from + 32, (byte) 0);
            assertThat(P256.verifies(RESPONSE.getBytes(UTF_8), half)).isFalse();
        }
        assertThat(P256.verifies(RESPONSE.getBytes(UTF_8), new byte[64])).isFalse();
    }

    @Test
    void verifiesTheEd25519RequestOfAppendixB26() {
        assertThat(ED25519.algorithm()).isEqualTo(SignatureAlgorithm.ED25519);
        assertThat(ED25519.verifies(REQUEST.getBytes(UTF_8), REQUEST_SIGNATURE)).isTrue();
    }

    @Test
    void signsAsAppendixB26Does() {
        var key = SigningKey.of(base64("MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF"), ED25519);

        assertThat(key.sign(REQUEST.getBytes(UTF_8))).isEqualTo(REQUEST_SIGNATURE);
    }

    @Test
    void saysNoToEveryFlippedByteAndWrongLength() {
        byte[] data = RESPONSE.getBytes(UTF_8);
        for (int i = 0; i < 64; i++) {
            byte[] flipped = RESPONSE_SIGNATURE.clone();
            flipped[i] ^= 1;
            assertThat(P256.verifies(data, flipped)).isFalse();
        }
        assertThat(P256.verifies(data, new byte[64])).isFalse();
        assertThat(P256.verifies(data, new byte[0])).isFalse();
        assertThat(P256.verifies(data, new byte[72])).isFalse();
        assertThat(ED25519.verifies(data, RESPONSE_SIGNATURE)).isFalse();
    }

    @Test
    void refusesAPointThatIsNotOnTheCurve() {
        byte[] spki = P256.spki();
        spki[spki.length - 1] ^= 1;

        assertUnreadable(spki);
    }

    @Test
    void refusesOtherKindsAndOtherEncodings() {
        assertUnreadable(new byte[0]);
        assertUnreadable(new byte[91]);
        assertUnreadable(Arrays.copyOf(ED25519.spki(), 45));
        assertThatThrownBy(() -> VerificationKey.ofBase64("*")).isInstanceOf(Problem.class);
    }

    @Test
    void refusesEd25519PointsOfSmallOrderAndOtherForms() {
        for (String raw : List.of(
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")) {
            assertThatThrownBy(() -> VerificationKey.ofEd25519(HexFormat.of().parseHex(raw)))
                    .as(raw)
                    .isInstanceOf(Problem.class);
        }
    }

    @Test
    void givesTheRawFormOfEd25519AndReadsIt() {
        assertThat(VerificationKey.ofEd25519(ED25519.ed25519()))
                .isEqualTo(ED25519)
                .hasSameHashCodeAs(ED25519);
        assertThatThrownBy(P256::ed25519).isInstanceOf(Problem.class);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void computesInNativeCodeWhereItIsShipped() {
        assertThat(Cryptography.isNative()).isTrue();
    }

    private static void assertUnreadable(byte[] spki) {
        assertThatThrownBy(() -> VerificationKey.of(spki))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("verification_key_unreadable"));
    }

    private static byte[] base64(String text) {
        return Base64.getDecoder().decode(text);
    }
}
