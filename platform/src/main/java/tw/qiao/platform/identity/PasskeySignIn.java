package tw.qiao.platform.identity;

import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.server.ServerProperty;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Service;
import tw.qiao.kernel.Problem;

/**
 * Signs in by a passkey that the authenticator itself knows (discoverable credential; WebAuthn Level 3, 7.2). Nothing
 * is noted before every check has passed.
 */
@Service
class PasskeySignIn {
    private final WebAuthn webAuthn;
    private final Challenges challenges;
    private final Passkeys passkeys;
    private final Accounts accounts;
    private final SecurityEvents events;

    PasskeySignIn(
            WebAuthn webAuthn, Challenges challenges, Passkeys passkeys, Accounts accounts, SecurityEvents events) {
        this.webAuthn = webAuthn;
        this.challenges = challenges;
        this.passkeys = passkeys;
        this.accounts = accounts;
        this.events = events;
    }

    /** The options for {@code navigator.credentials.get()}, bytes as base64url. */
    Map<String, Object> options(String sessionId) {
        byte[] challenge = challenges.issue(sessionId, Challenges.Purpose.SIGN_IN, null);
        return Map.of(
                "challenge", PasskeyRegistration.base64(challenge),
                "rpId", webAuthn.relyingParty(),
                "timeout", Challenges.LIFE.toMillis(),
                "userVerification", "required",
                "allowCredentials", List.of());
    }

    /** Verifies the answer and gives the account that it is of. */
    Account finish(String sessionId, PasskeyAnswer answer, String client) {
        AuthenticationData data = webAuthn.readAssertion(answer);
        ServerProperty server = webAuthn.accept(
                data.getCollectedClientData(),
                challenge -> challenges.take(challenge, sessionId, Challenges.Purpose.SIGN_IN, null));
        StoredCredential stored = passkeys.find(answer.credentialId())
                .filter(found -> !found.suspended())
                .orElseThrow(() -> Problem.invalid(
                        "webauthn_credential_not_allowed", "This passkey is unknown, removed or suspended"));
        requireOwner(stored, data);
        VerifiedAssertion verified = verify(data, server, stored, client);
        if (!passkeys.advance(stored, verified.counter(), verified.backupState(), verified.counterWarning())) {
            throw Problem.conflict("webauthn_counter_conflict", "Another sign-in with this passkey came first");
        }
        return accounts.find(stored.account()).orElseThrow();
    }

    private VerifiedAssertion verify(
            AuthenticationData data, ServerProperty server, StoredCredential stored, String client) {
        try {
            return webAuthn.verifyAssertion(data, server, stored);
        } catch (Problem refused) {
            if (refused.code().equals(WebAuthnProblems.COUNTER_REGRESSION)) {
                passkeys.suspend(stored.id());
                events.record(stored.account(), "passkey-suspended", client);
            }
            throw refused;
        }
    }

    private static void requireOwner(StoredCredential stored, AuthenticationData data) {
        byte[] owner = PasskeyRegistration.handle(stored.account());
        if (!MessageDigest.isEqual(owner, Objects.requireNonNullElse(data.getUserHandle(), new byte[0]))) {
            throw Problem.invalid("webauthn_user_mismatch", "This passkey belongs to another account");
        }
    }
}
