package tw.qiao.node.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.signature.VerificationKey;
import tw.qiao.node.message.MessageHead.RequestHead;
import tw.qiao.node.message.MessageHead.ResponseHead;
import tw.qiao.node.message.StructuredFields.InnerList;

/** The examples of RFC 9421, appendix B.2. */
class Rfc9421VectorsTest {
    private static final String REQUEST_DIGEST =
            "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:";
    private static final String RESPONSE_DIGEST =
            "sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:";
    private static final String EC_KEY =
            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lfw0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==";
    private static final String ED25519_KEY = "MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=";

    private final RequestHead request = new RequestHead(
            "POST",
            "example.com",
            "/foo",
            "param=Value&Pet=dog",
            new Fields()
                    .add("Host", "example.com")
                    .add("Date", "Tue, 20 Apr 2021 02:07:55 GMT")
                    .add("Content-Type", "application/json")
                    .add("Content-Digest", REQUEST_DIGEST)
                    .add("Content-Length", "18"));
    private final ResponseHead response = new ResponseHead(
            200,
            new Fields()
                    .add("Date", "Tue, 20 Apr 2021 02:07:56 GMT")
                    .add("Content-Type", "application/json")
                    .add("Content-Digest", RESPONSE_DIGEST)
                    .add("Content-Length", "23"));

    private static InnerList input(String field) {
        return (InnerList)
                StructuredFields.dictionary(field).values().iterator().next();
    }

    private String base(String field) {
        return new String(SignatureBase.of(input(field), request, Optional.empty()), US_ASCII);
    }

    private static boolean verifies(String spki, byte[] base, String signature) {
        return VerificationKey.ofBase64(spki).verifies(base, Base64.getDecoder().decode(signature));
    }

    @Test
    void buildsTheMinimalBaseOfB21() {
        assertThat(base("sig-b21=();created=1618884473;keyid=\"test-key-rsa-pss\";nonce=\"b3k2pp5k7z-50gnwp.yemd\""))
                .isEqualTo("\"@signature-params\": ();created=1618884473;keyid=\"test-key-rsa-pss\""
                        + ";nonce=\"b3k2pp5k7z-50gnwp.yemd\"");
    }

    @Test
    void buildsTheSelectiveBaseOfB22() {
        assertThat(base("sig-b22=(\"@authority\" \"content-digest\" \"@query-param\";name=\"Pet\")"
                        + ";created=1618884473;keyid=\"test-key-rsa-pss\";tag=\"header-example\""))
                .isEqualTo("\"@authority\": example.com\n\"content-digest\": " + REQUEST_DIGEST
                        + "\n\"@query-param\";name=\"Pet\": dog\n\"@signature-params\": (\"@authority\" "
                        + "\"content-digest\" \"@query-param\";name=\"Pet\");created=1618884473"
                        + ";keyid=\"test-key-rsa-pss\";tag=\"header-example\"");
    }

    @Test
    void buildsTheFullBaseOfB23() {
        assertThat(base("sig-b23=(\"date\" \"@method\" \"@path\" \"@query\" \"@authority\" \"content-type\" "
                        + "\"content-digest\" \"content-length\");created=1618884473;keyid=\"test-key-rsa-pss\""))
                .isEqualTo("\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n\"@method\": POST\n\"@path\": /foo\n"
                        + "\"@query\": ?param=Value&Pet=dog\n\"@authority\": example.com\n"
                        + "\"content-type\": application/json\n\"content-digest\": " + REQUEST_DIGEST
                        + "\n\"content-length\": 18\n\"@signature-params\": (\"date\" \"@method\" \"@path\" \"@query\" "
                        + "\"@authority\" \"content-type\" \"content-digest\" \"content-length\");created=1618884473"
                        + ";keyid=\"test-key-rsa-pss\"");
    }

    @Test
    void verifiesTheSignedResponseOfB24() {
        var input = input("sig-b24=(\"@status\" \"content-type\" \"content-digest\" \"content-length\")"
                + ";created=1618884473;keyid=\"test-key-ecc-p256\"");

        byte[] base = SignatureBase.of(input, response, Optional.empty());

        assertThat(verifies(
                        EC_KEY,
                        base,
                        "wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw=="))
                .isTrue();
    }

    @Test
    void verifiesTheSignedRequestOfB26() {
        String base = base("sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\")"
                + ";created=1618884473;keyid=\"test-key-ed25519\"");

        assertThat(verifies(
                        ED25519_KEY,
                        base.getBytes(US_ASCII),
                        "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=="))
                .isTrue();
    }

    @Test
    void matchesTheDigestsOfTheExamples() {
        assertThat(ContentDigest.matches(REQUEST_DIGEST, Body.of("{\"hello\": \"world\"}".getBytes(US_ASCII))))
                .isTrue();
        assertThat(ContentDigest.matches(RESPONSE_DIGEST, Body.of("{\"message\": \"good dog\"}".getBytes(US_ASCII))))
                .isTrue();
        assertThat(ContentDigest.matches(REQUEST_DIGEST, Body.of("{\"hello\": \"World\"}".getBytes(US_ASCII))))
                .isFalse();
        assertThat(ContentDigest.matches("md5=:AAAA:", Body.EMPTY)).isFalse();
    }

    @Test
    void refusesToCoverAComponentTwice() {
        assertThatThrownBy(() -> base("sig=(\"@path\" \"@path\");created=1"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("covered twice");
    }
}
