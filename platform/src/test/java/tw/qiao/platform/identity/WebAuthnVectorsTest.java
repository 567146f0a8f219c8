package tw.qiao.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tw.qiao.kernel.NationalId;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.support.TestPlatform;

/** The platform registers and authenticates W3C's test vectors as it would a person's passkey. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebAuthnVectorsTest {
    private static final String SESSION = "session-of-the-vectors";

    private TestPlatform platform;
    private Account account;

    @BeforeAll
    void start() {
        platform = TestPlatform.start("qiao.site.address=" + WebAuthnVector.ORIGIN);
        account = platform.bean(Accounts.class)
                .open(
                        NationalId.synthetic('Z', true, 999_986).value(),
                        "王向量",
                        "wang@example.tw",
                        Set.of(Role.CITIZEN),
                        "");
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @BeforeEach
    void forget() {
        platform.database().sql("delete from identity.passkey").update();
        platform.database().sql("delete from identity.challenge").update();
    }

    @Test
    void knowsEveryVectorOfTheSpecification() {
        assertThat(WebAuthnVector.count()).isEqualTo(15);
    }

    /** The platform demands a verified user on its own site and an algorithm that it offered. */
    @ParameterizedTest
    @CsvSource({
        "none-es256, webauthn_uv_required",
        "packed-self-es256, accepted",
        "none-es256-crossOrigin, webauthn_cross_origin",
        "none-es256-topOrigin, webauthn_cross_origin",
        "none-es256-long-credential-id, webauthn_uv_required",
        "packed-es256, accepted",
        "packed-es384, webauthn_uv_required",
        "packed-es512, webauthn_bad_alg",
        "packed-rs256, accepted",
        "packed-eddsa, webauthn_uv_required",
        "apple-es256, webauthn_uv_required",
        "fido-u2f-es256, webauthn_uv_required"
    })
    void judgesTheRegistrationOfAVector(String name, String expected) {
        assertThat(register(WebAuthnVector.of(name))).isEqualTo(expected);
    }

    /**
     * Right by the specification, but webauthn4j 0.31.2 has no Ed448, wants more of a TPM's certInfo and another origin
     * of an Android key. The platform asks for no attestation, so that no browser sends it one of these.
     */
    @ParameterizedTest
    @CsvSource({
        "packed-ed448, webauthn_malformed",
        "tpm-es256, webauthn_malformed",
        "android-key-es256, webauthn_attestation"
    })
    void refusesAVectorThatItsLibraryCannotCheck(String name, String expected) {
        assertThat(register(WebAuthnVector.of(name))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "none-es256, webauthn_uv_required",
        "packed-self-es256, webauthn_uv_required",
        "none-es256-long-credential-id, accepted",
        "packed-es256, accepted",
        "packed-rs256, webauthn_uv_required",
        "packed-eddsa, webauthn_uv_required",
    })
    void judgesTheAuthenticationOfAVector(String name, String expected) throws GeneralSecurityException {
        var vector = WebAuthnVector.of(name);
        assertThat(register(vector.withUserVerified())).isEqualTo("accepted");

        assertThat(authenticate(vector)).isEqualTo(expected);
    }

    @Test
    void registersAndAuthenticatesAVectorAsItIs() {
        var vector = WebAuthnVector.of("packed-es256");

        assertThat(register(vector)).isEqualTo("accepted");
        assertThat(authenticate(vector.withChangedSignature())).isEqualTo("webauthn_bad_signature");
        assertThat(authenticate(vector)).isEqualTo("accepted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none-es256",
                "packed-self-es256",
                "none-es256-long-credential-id",
                "packed-es256",
                "packed-rs256",
                "packed-eddsa"
            })
    void registersAndAuthenticatesAVectorWhoseUserIsVerified(String name) throws GeneralSecurityException {
        var vector = WebAuthnVector.of(name).withUserVerified();

        assertThat(register(vector)).isEqualTo("accepted");
        assertThat(authenticate(vector.withChangedSignature())).isEqualTo("webauthn_bad_signature");
        assertThat(authenticate(vector)).isEqualTo("accepted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none-es256-crossOrigin", "none-es256-topOrigin"})
    void refusesAVectorMadeInsideAnotherSite(String name) {
        assertThat(authenticate(WebAuthnVector.of(name))).isEqualTo("webauthn_cross_origin");
    }

    private String register(WebAuthnVector vector) {
        issue(vector.registration().challenge(), Challenges.Purpose.REGISTER);
        return outcome(() -> platform.bean(PasskeyRegistration.class)
                .finish(account, SESSION, vector.registered(), "W3C " + vector.name()));
    }

    private String authenticate(WebAuthnVector vector) {
        issue(vector.authentication().challenge(), Challenges.Purpose.SIGN_IN);
        byte[] handle = PasskeyRegistration.handle(account.id());
        return outcome(() -> assertThat(platform.bean(PasskeySignIn.class)
                        .finish(SESSION, vector.authenticated(handle), "")
                        .id())
                .isEqualTo(account.id()));
    }

    private static String outcome(Runnable ceremony) {
        try {
            ceremony.run();
            return "accepted";
        } catch (Problem refused) {
            return refused.code();
        }
    }

    /** The challenge of a vector, as if the platform had drawn it. */
    private void issue(String challenge, Challenges.Purpose purpose) {
        JdbcClient database = platform.database();
        platform.bean(Challenges.class)
                .issue(SESSION, purpose, purpose == Challenges.Purpose.REGISTER ? account.id() : null);
        database.sql("update identity.challenge set challenge = :challenge")
                .param("challenge", WebAuthnVector.bytes(challenge))
                .update();
    }
}
