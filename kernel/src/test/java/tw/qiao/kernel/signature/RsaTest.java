package tw.qiao.kernel.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.kernel.Problem;

/** RSA with both paddings, with the keys and signatures of RFC 9421: B.2.1 to B.2.3, and the proxy's of 4.3. */
class RsaTest {
    private static final String PSS_SPKI = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAr4tmm3r20Wd/PbqvP1s2"
            + "+QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct+Lh1GH45x28Rw3Ry53mm+"
            + "oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHq"
            + "gDsznjPFmTOtCEcN2Z1FpWgchwuYLPL+Wokqltd11nqqzi+bJ9cvSKADYdUAAN5W"
            + "Utzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw9lq4"
            + "aOT9v6d+nb4bnNkQVklLQ3fVAvJm+xdDOp9LCNCN48V2pnDOkFV6+U9nV5oyc6XI2wIDAQAB";
    private static final String V1_5_KEY = "MIIBCgKCAQEAhAKYdtoeoy8zcAcR874L8cnZxKzAGwd7v36APp7Pv6Q2jdsPBRrw"
            + "WEBnez6d0UDKDwGbc6nxfEXAy5mbhgajzrw3MOEt8uA5txSKobBpKDeBLOsdJKFq"
            + "MGmXCQvEG7YemcxDTRPxAleIAgYYRjTSd/QBwVW9OwNFhekro3RtlinV0a75jfZg"
            + "kne/YiktSvLG34lw2zqXBDTC5NHROUqGTlML4PlNZS5Ri2U4aCNx2rUPRcKIlE0P"
            + "uKxI4T+HIaFpv8+rdV6eUgOrB2xeI1dSFFn/nnv5OoZJEIB+VmuKn3DCUcCZSFlQ"
            + "PSXSfBDiUGhwOw76WuSSsf1D4b/vLoJ10wIDAQAB";
    private static final String DIGEST =
            "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:";

    /** The RFC names the padding beside the key; here the SPKI names it. */
    private static final VerificationKey PSS = VerificationKey.ofRaw(
            SignatureAlgorithm.RSA_PSS_SHA512, Rsa.raw(SignatureAlgorithm.RSA_V1_5_SHA256, base64(PSS_SPKI)));

    private static final VerificationKey V1_5 =
            VerificationKey.ofRaw(SignatureAlgorithm.RSA_V1_5_SHA256, base64(V1_5_KEY));

    private static byte[] base64(String text) {
        return Base64.getDecoder().decode(text);
    }

    @Test
    void verifiesTheMinimalRequestOfB21() {
        String base = "\"@signature-params\": ();created=1618884473;keyid=\"test-key-rsa-pss\""
                + ";nonce=\"b3k2pp5k7z-50gnwp.yemd\"";

        assertThat(PSS.verifies(
                        base.getBytes(UTF_8),
                        base64("d2pmTvmbncD3xQm8E9ZV2828BjQWGgiwAaw5bAkgibUopem"
                                + "LJcWDy/lkbbHAve4cRAtx31Iq786U7it++wgGxbtRxf8Udx7zFZsckzXaJMkA7ChG"
                                + "52eSkFxykJeNqsrWH5S+oxNFlD4dzVuwe8DhTSja8xxbR/Z2cOGdCbzR72rgFWhzx"
                                + "2VjBqJzsPLMIQKhO4DGezXehhWwE56YCE+O6c0mKZsfxVrogUvA4HELjVKWmAvtl6"
                                + "UnCh8jYzuVG5WSb/QEVPnP5TmcAnLH1g+s++v6d4s8m0gCw1fV5/SITLq9mhho8K3"
                                + "+7EPYTU8IU1bLhdxO5Nyt8C8ssinQ98Xw9Q==")))
                .isTrue();
    }

    @Test
    void verifiesTheSelectiveRequestOfB22() {
        String base = "\"@authority\": example.com\n\"content-digest\": " + DIGEST
                + "\n\"@query-param\";name=\"Pet\": dog\n\"@signature-params\": (\"@authority\" \"content-digest\" "
                + "\"@query-param\";name=\"Pet\");created=1618884473;keyid=\"test-key-rsa-pss\";tag=\"header-example\"";

        assertThat(PSS.verifies(
                        base.getBytes(UTF_8),
                        base64("LjbtqUbfmvjj5C5kr1Ugj4PmLYvx9wVjZvD9GsTT4F7GrcQ"
                                + "EdJzgI9qHxICagShLRiLMlAJjtq6N4CDfKtjvuJyE5qH7KT8UCMkSowOB4+ECxCmT"
                                + "8rtAmj/0PIXxi0A0nxKyB09RNrCQibbUjsLS/2YyFYXEu4TRJQzRw1rLEuEfY17SA"
                                + "RYhpTlaqwZVtR8NV7+4UKkjqpcAoFqWFQh62s7Cl+H2fjBSpqfZUJcsIk4N6wiKYd"
                                + "4je2U/lankenQ99PZfB4jY3I5rSV2DSBVkSFsURIjYErOs0tFTQosMTAoxk//0RoK"
                                + "UqiYY8Bh0aaUEb0rQl3/XaVe4bXTugEjHSw==")))
                .isTrue();
    }

    @Test
    void verifiesTheFullRequestOfB23() {
        String base = "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n\"@method\": POST\n\"@path\": /foo\n"
                + "\"@query\": ?param=Value&Pet=dog\n\"@authority\": example.com\n\"content-type\": application/json\n"
                + "\"content-digest\": " + DIGEST + "\n\"content-length\": 18\n\"@signature-params\": (\"date\" "
                + "\"@method\" \"@path\" \"@query\" \"@authority\" \"content-type\" \"content-digest\" "
                + "\"content-length\");created=1618884473;keyid=\"test-key-rsa-pss\"";

        assertThat(PSS.verifies(
                        base.getBytes(UTF_8),
                        base64("bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yB"
                                + "iMIRGOnMYwZ/5MR6fb0Kh1rIRASVxFkeGt683+qRpRRU5p2voTp768ZrCUb38K0fU"
                                + "xN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+V5B1TP/yPViV7KsLNmvKiLJH1"
                                + "pFkh/aYA2HXXZzNBXmIkoQoLd7YfW91kE9o/CCoC1xMy7JA1ipwvKvfrs65ldmlu9"
                                + "bpG6A9BmzhuzF8Eim5f8ui9eH8LZH896+QIF61ka39VBrohr9iyMUJpvRX2Zbhl5Z"
                                + "JzSRxpJyoEZAFL2FUo5fTIztsDZKEgM4cUA==")))
                .isTrue();
    }

    @Test
    void verifiesTheProxysSignatureOf43() {
        String base = "\"@method\": POST\n\"@authority\": origin.host.internal.example\n\"@path\": /foo\n"
                + "\"content-digest\": " + DIGEST + "\n\"content-type\": application/json\n\"content-length\": 18\n"
                + "\"forwarded\": for=192.0.2.123;host=example.com;proto=https\n\"@signature-params\": (\"@method\" "
                + "\"@authority\" \"@path\" \"content-digest\" \"content-type\" \"content-length\" \"forwarded\")"
                + ";created=1618884480;keyid=\"test-key-rsa\";alg=\"rsa-v1_5-sha256\";expires=1618884540";
        byte[] signature = base64("S6ZzPXSdAMOPjN/6KXfXWNO/f7V6cHm7BXYUh3YD/fRad4BCaRZxP+JH+8XY1I6+8Cy"
                + "+CM5g92iHgxtRPz+MjniOaYmdkDcnL9cCpXJleXsOckpURl49GwiyUpZ10KHgOEe11s"
                + "x3G2gxI8S0jnxQB+Pu68U9vVcasqOWAEObtNKKZd8tSFu7LB5YAv0RAGhB8tmpv7sFn"
                + "Im9y+7X5kXQfi8NMaZaA8i2ZHwpBdg7a6CMfwnnrtflzvZdXAsD3LH2TwevU+/PBPv0"
                + "B6NMNk93wUs/vfJvye+YuI87HU38lZHowtznbLVdp770I6VHR6WfgS9ddzirrswsE1w5o0LV/g==");

        assertThat(V1_5.verifies(base.getBytes(UTF_8), signature)).isTrue();
        signature[17] ^= 1;
        assertThat(V1_5.verifies(base.getBytes(UTF_8), signature)).isFalse();
        assertThat(V1_5.verifies(base.getBytes(UTF_8), new byte[0])).isFalse();
        assertThat(V1_5.verifies(base.getBytes(UTF_8), new byte[257])).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"RSA_PSS_SHA512", "RSA_V1_5_SHA256"})
    void signsWithItsOwnPaddingAndComesBackFromItsFile(SignatureAlgorithm algorithm, @TempDir Path folder) {
        SigningKey.generate(algorithm).write(folder.resolve("key.pem"));
        var key = SigningKey.read(folder.resolve("key.pem"));
        var other = algorithm == SignatureAlgorithm.RSA_PSS_SHA512
                ? SignatureAlgorithm.RSA_V1_5_SHA256
                : SignatureAlgorithm.RSA_PSS_SHA512;
        var same = VerificationKey.ofRaw(other, key.verificationKey().raw());

        assertThat(key.verificationKey().signatureLength()).isEqualTo(384);
        assertThat(key.verificationKey().verifies(new byte[1], key.sign(new byte[1])))
                .isTrue();
        assertThat(VerificationKey.ofBase64(key.verificationKey().base64())).isEqualTo(key.verificationKey());
        assertThat(same.verifies(new byte[1], key.sign(new byte[1]))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 2040})
    void refusesShortKeys(int bits) throws GeneralSecurityException {
        assertUnreadable(spki(bits, RSAKeyGenParameterSpec.F4.intValue()));
    }

    @Test
    void refusesASmallExponent() throws GeneralSecurityException {
        assertUnreadable(spki(2048, 3));
    }

    @Test
    void refusesAnotherEncodingOfTheSameKey() {
        byte[] spki = V1_5.spki();

        assertUnreadable(Arrays.copyOf(spki, spki.length + 1));
        spki[spki.length - 1] ^= 1;
        assertUnreadable(spki);
        byte[] withParameters = PSS.spki();
        withParameters[17] ^= 1;
        assertUnreadable(withParameters);
    }

    private static byte[] spki(int bits, int exponent) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(new RSAKeyGenParameterSpec(bits, BigInteger.valueOf(exponent)));
        return generator.generateKeyPair().getPublic().getEncoded();
    }

    private static void assertUnreadable(byte[] spki) {
        assertThatThrownBy(() -> VerificationKey.of(spki))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("verification_key_unreadable"));
    }
}
