package tw.qiao.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static tw.qiao.platform.identity.SoftAuthenticator.BE;
import static tw.qiao.platform.identity.SoftAuthenticator.BS;
import static tw.qiao.platform.identity.SoftAuthenticator.UP;
import static tw.qiao.platform.identity.SoftAuthenticator.UV;

import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.AuthenticatorAssertionResponse;
import com.webauthn4j.data.AuthenticatorAttestationResponse;
import com.webauthn4j.data.PublicKeyCredentialCreationOptions;
import com.webauthn4j.data.PublicKeyCredentialRequestOptions;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.test.authenticator.webauthn.PackedAuthenticator;
import com.webauthn4j.test.authenticator.webauthn.WebAuthnAuthenticatorAdaptor;
import com.webauthn4j.test.client.ClientPlatform;
import java.util.Map;
import java.util.Objects;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import tw.qiao.platform.identity.PasskeyVisitor.Answered;

class PasskeyTest extends PasskeyPlatform {
    @Test
    void registersAPasskeyAndSignsInWithIt() {
        SoftAuthenticator authenticator = registered();
        PasskeyVisitor visitor = PasskeyVisitor.of(platform);

        authenticator.counter = 2;
        Answered answered = visitor.signIn(authenticator);

        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.next()).startsWith("/");
        assertThat(visitor.visitor().open("/account").text()).contains("王小橋").contains("測試金鑰");
    }

    @Test
    void understandsTheEmulatorOfAnotherMaker() {
        ObjectConverter converter = new ObjectConverter();
        var client = new ClientPlatform(
                new Origin("http://localhost:8080"), new WebAuthnAuthenticatorAdaptor(new PackedAuthenticator()));
        PasskeyVisitor owner = owner(CITIZEN);
        Element add = owner.button("/account");
        var created = client.create(converter
                .getJsonMapper()
                .readValue(owner.options(add).toString(), PublicKeyCredentialCreationOptions.class));
        AuthenticatorAttestationResponse made = Objects.requireNonNull(created.getResponse());
        Answered added = owner.post(
                add.attr("data-path"),
                Map.of(
                        "rawId", text(created.getRawId()),
                        "response",
                                Map.of(
                                        "clientDataJSON", text(made.getClientDataJSON()),
                                        "attestationObject", text(made.getAttestationObject()))),
                add.attr("data-csrf"));
        assertThat(added.status()).as(added.toString()).isEqualTo(200);

        PasskeyVisitor visitor = PasskeyVisitor.of(platform);
        Element button = visitor.button("/sign-in");
        var got = client.get(converter
                .getJsonMapper()
                .readValue(visitor.options(button).toString(), PublicKeyCredentialRequestOptions.class));
        AuthenticatorAssertionResponse used = Objects.requireNonNull(got.getResponse());
        Answered signedIn = visitor.post(
                button.attr("data-path"),
                Map.of(
                        "rawId", text(got.getRawId()),
                        "response",
                                Map.of(
                                        "clientDataJSON", text(used.getClientDataJSON()),
                                        "authenticatorData", text(used.getAuthenticatorData()),
                                        "signature", text(used.getSignature()),
                                        "userHandle", text(used.getUserHandle()))),
                button.attr("data-csrf"));

        assertThat(signedIn.status()).as(signedIn.toString()).isEqualTo(200);
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(longs = {9, 10, 0})
    void suspendsAPasskeyWhoseCounterDoesNotGrow(long presented) {
        SoftAuthenticator authenticator = registered();
        authenticator.counter = 10;
        assertThat(PasskeyVisitor.of(platform).signIn(authenticator).status()).isEqualTo(200);

        authenticator.counter = presented;
        Answered copied = PasskeyVisitor.of(platform).signIn(authenticator);
        authenticator.counter = 11;
        Answered honest = PasskeyVisitor.of(platform).signIn(authenticator);

        assertThat(copied.status()).isEqualTo(401);
        assertThat(copied.code()).isEqualTo("webauthn_counter_regression");
        assertThat(honest.code()).isEqualTo("webauthn_credential_not_allowed");
        assertThat(owner(CITIZEN).visitor().open("/account").text()).contains("已停用");
    }

    @Test
    void takesTheCounterOfASyncedPasskeyAsASignalOnly() {
        SoftAuthenticator authenticator = new SoftAuthenticator();
        authenticator.flags = UP | UV | BE | BS;
        authenticator.counter = 7;
        assertThat(owner(CITIZEN).register(authenticator).status()).isEqualTo(200);

        authenticator.counter = 3;
        Answered answered = PasskeyVisitor.of(platform).signIn(authenticator);

        assertThat(answered.status()).isEqualTo(200);
        var warned = platform.database()
                .sql("select counter, counter_warnings from identity.passkey where credential_id = :id")
                .param("id", authenticator.credentialId)
                .query()
                .singleRow();
        assertThat(warned).containsEntry("counter", 7L).containsEntry("counter_warnings", 1);
    }

    @Test
    void acceptsAPasskeyThatNeverCounts() {
        SoftAuthenticator authenticator = new SoftAuthenticator();
        authenticator.counter = 0;
        owner(CITIZEN).register(authenticator);

        assertThat(PasskeyVisitor.of(platform).signIn(authenticator).status()).isEqualTo(200);
        assertThat(PasskeyVisitor.of(platform).signIn(authenticator).status()).isEqualTo(200);
    }

    @Test
    void asksForASignInBeforeAPasskeyIsAddedToAnOldSession() {
        PasskeyVisitor owner = owner(OTHER);
        Element button = owner.button("/account");
        platform.database()
                .sql("update identity.session set created = created - interval '16 minutes'")
                .update();

        Answered answered = owner.post("/account/passkeys/options", "{}", button.attr("data-csrf"));

        assertThat(answered.status()).isEqualTo(401);
        assertThat(answered.code()).isEqualTo("sign_in_again");
    }

    private static String text(@Nullable Object bytes) {
        return SoftAuthenticator.encode((byte[]) Objects.requireNonNull(bytes));
    }
}
