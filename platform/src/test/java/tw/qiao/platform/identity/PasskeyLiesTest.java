package tw.qiao.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static tw.qiao.platform.identity.SoftAuthenticator.BE;
import static tw.qiao.platform.identity.SoftAuthenticator.BS;
import static tw.qiao.platform.identity.SoftAuthenticator.UP;
import static tw.qiao.platform.identity.SoftAuthenticator.UV;
import static tw.qiao.platform.identity.SoftAuthenticator.followedBy;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tw.qiao.platform.identity.PasskeyVisitor.Answered;

/** Answers in which one thing is not so. */
class PasskeyLiesTest extends PasskeyPlatform {
    static Stream<Arguments> liesOfASignIn() {
        return Stream.of(
                lie("webauthn_credential_not_allowed", 400, a -> a.credentialId = SoftAuthenticator.random(32)),
                lie("webauthn_user_mismatch", 400, a -> a.userHandle = SoftAuthenticator.random(16)),
                lie("webauthn_user_mismatch", 400, a -> a.userHandle = null),
                lie("webauthn_bad_type", 400, a -> a.type = "webauthn.create"),
                lie("webauthn_bad_challenge", 400, a -> a.challenge = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
                lie("webauthn_bad_challenge", 400, a -> a.challenge = "absent"),
                lie("webauthn_bad_origin", 400, a -> a.origin = "http://evil.localhost:8080"),
                lie("webauthn_bad_origin", 400, a -> a.origin = "http://localhost"),
                lie("webauthn_bad_origin", 400, a -> a.origin = "https://localhost:8080"),
                lie("webauthn_cross_origin", 400, a -> a.crossOrigin = true),
                lie("webauthn_cross_origin", 400, a -> a.topOrigin = "https://evil.example"),
                lie("webauthn_bad_rp", 400, a -> a.relyingParty = "evil.example"),
                lie("webauthn_uv_required", 400, a -> a.flags = UV),
                lie("webauthn_uv_required", 400, a -> a.flags = UP),
                lie("webauthn_bad_backup_flags", 400, a -> a.flags = UP | UV | BS),
                lie("webauthn_bad_backup_flags", 400, a -> a.flags = UP | UV | BE),
                lie(
                        "webauthn_bad_signature",
                        401,
                        a -> a.onSignature = bytes -> followedBy(new byte[0], 0x30, 6, 2, 1, 0, 2, 1, 0)),
                lie("webauthn_bad_signature", 401, a -> a.onSignature = PasskeyPlatform::flipped),
                lie("webauthn_bad_signature", 401, a -> a.onSignature = bytes -> new byte[0]));
    }

    @ParameterizedTest
    @MethodSource("liesOfASignIn")
    void refusesALieOfASignIn(String code, int status, Consumer<SoftAuthenticator> lie) {
        SoftAuthenticator authenticator = registered();
        authenticator.counter = 2;
        lie.accept(authenticator);
        PasskeyVisitor visitor = PasskeyVisitor.of(platform);

        Answered answered = visitor.signIn(authenticator);

        assertThat(answered.code()).isEqualTo(code);
        assertThat(answered.status()).isEqualTo(status);
        assertThat(visitor.visitor().open("/").document().select(".person")).isEmpty();
    }

    static Stream<Arguments> liesOfARegistration() {
        return Stream.of(
                lie("webauthn_bad_type", 400, a -> a.type = "webauthn.get"),
                lie("webauthn_bad_challenge", 400, a -> a.challenge = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
                lie("webauthn_bad_challenge", 400, a -> a.challenge = "absent"),
                lie("webauthn_bad_origin", 400, a -> a.origin = "http://localhost:8080.evil.example"),
                lie("webauthn_cross_origin", 400, a -> a.crossOrigin = true),
                lie("webauthn_bad_rp", 400, a -> a.relyingParty = "local"),
                lie("webauthn_uv_required", 400, a -> a.flags = UV),
                lie("webauthn_uv_required", 400, a -> a.flags = UP),
                lie("webauthn_bad_backup_flags", 400, a -> a.flags = UP | UV | BS),
                lie("webauthn_bad_alg", 400, a -> a.algorithm = -35),
                lie("webauthn_credential_id", 400, a -> a.credentialId = SoftAuthenticator.random(1_024)),
                lie(
                        "webauthn_attestation",
                        400,
                        a -> a.statement = Map.of("alg", -7, "sig", new byte[] {0x30, 6, 2, 1, 1, 2, 1, 1})),
                lie("webauthn_malformed", 400, a -> a.onAttestation = bytes -> followedBy(bytes, 0)),
                lie("webauthn_malformed", 400, a -> a.onAttestation = PasskeyLiesTest::withDuplicateKey),
                lie("webauthn_malformed", 400, a -> a.onAttestation = _ -> nested(20_000)),
                lie("webauthn_malformed", 400, a -> a.onAttestation = bytes -> Arrays.copyOf(bytes, bytes.length - 1)),
                lie("webauthn_malformed", 400, a -> a.onAttestation = _ -> new byte[0]),
                lie("webauthn_malformed", 400, a -> a.onAttestation = _ -> new byte[70_000]));
    }

    @ParameterizedTest
    @MethodSource("liesOfARegistration")
    void refusesALieOfARegistration(String code, int status, Consumer<SoftAuthenticator> lie) {
        PasskeyVisitor owner = owner(OTHER);
        int before = passkeys(OTHER);
        var authenticator = new SoftAuthenticator();
        lie.accept(authenticator);

        Answered answered = owner.register(authenticator);

        assertThat(answered.code()).isEqualTo(code);
        assertThat(answered.status()).isEqualTo(status);
        assertThat(passkeys(OTHER)).isEqualTo(before);
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {"", "[]", "{", "null", "{\"rawId\":\"*\"}", "{\"rawId\":1,\"response\":{}}", "{\"a\":1,\"a\":2}"
            })
    void refusesWhatIsNoAnswerAtAll(String body) {
        PasskeyVisitor visitor = PasskeyVisitor.of(platform);
        Element button = visitor.button("/sign-in");

        Answered answered = visitor.post("/sign-in/passkey", body, button.attr("data-csrf"));

        assertThat(answered.code()).isEqualTo("webauthn_malformed");
    }

    @Test
    void refusesACredentialThatIsRegisteredAlready() {
        SoftAuthenticator authenticator = registered();
        var copy = new SoftAuthenticator();
        copy.credentialId = authenticator.credentialId;

        Answered answered = owner(OTHER).register(copy);

        assertThat(answered.status()).isEqualTo(409);
        assertThat(answered.code()).isEqualTo("webauthn_credential_registered");
    }

    private int passkeys(String nationalId) {
        Account account = platform.bean(Accounts.class).ofNationalId(nationalId).orElseThrow();
        return platform.bean(Passkeys.class).ofAccount(account.id()).size();
    }

    private static Arguments lie(String code, int status, Consumer<SoftAuthenticator> lie) {
        return arguments(code, status, lie);
    }

    /** The map with its first entry once more: {@code "fmt": "none"}. */
    private static byte[] withDuplicateKey(byte[] map) {
        boolean indefinite = (map[0] & 0xff) == 0xbf;
        byte[] open = indefinite ? Arrays.copyOf(map, map.length - 1) : map.clone();
        byte[] twice = followedBy(open, 0x63, 'f', 'm', 't', 0x64, 'n', 'o', 'n', 'e');
        if (indefinite) {
            return followedBy(twice, 0xff);
        }
        twice[0]++;
        return twice;
    }

    private static byte[] nested(int depth) {
        byte[] arrays = new byte[depth + 1];
        Arrays.fill(arrays, (byte) 0x81);
        arrays[depth] = 0;
        return arrays;
    }
}
