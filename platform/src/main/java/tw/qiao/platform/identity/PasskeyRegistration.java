package tw.qiao.platform.identity;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.Text;

/** Registers a passkey for an account (WebAuthn Level 3, 7.1). */
@Service
class PasskeyRegistration {
    private static final int MOST = 20;
    static final int LONGEST_NAME = 60;

    private final WebAuthn webAuthn;
    private final Challenges challenges;
    private final Passkeys passkeys;
    private final SecurityEvents events;

    PasskeyRegistration(WebAuthn webAuthn, Challenges challenges, Passkeys passkeys, SecurityEvents events) {
        this.webAuthn = webAuthn;
        this.challenges = challenges;
        this.passkeys = passkeys;
        this.events = events;
    }

    /** The options for {@code navigator.credentials.create()}, bytes as base64url. */
    Map<String, Object> options(Account account, String sessionId) {
        List<byte[]> existing = passkeys.credentialIds(account.id());
        if (existing.size() >= MOST) {
            throw Problem.conflict(
                    "too_many_passkeys", "An account has at most " + MOST + " passkeys; remove one first");
        }
        byte[] challenge = challenges.issue(sessionId, Challenges.Purpose.REGISTER, account.id());
        return Map.of(
                "challenge", base64(challenge),
                "rp", Map.of("id", webAuthn.relyingParty(), "name", "Qiao 橋"),
                "user",
                        Map.of(
                                "id", base64(handle(account.id())),
                                "name", account.name(),
                                "displayName", account.name()),
                "pubKeyCredParams",
                        WebAuthn.ALGORITHMS.stream()
                                .map(offered -> Map.of(
                                        "type",
                                        "public-key",
                                        "alg",
                                        offered.getAlg().getValue()))
                                .toList(),
                "timeout", Challenges.LIFE.toMillis(),
                "attestation", "none",
                "excludeCredentials",
                        existing.stream()
                                .map(id -> Map.of("type", "public-key", "id", base64(id)))
                                .toList(),
                "authenticatorSelection",
                        Map.of(
                                "residentKey", "required",
                                "requireResidentKey", true,
                                "userVerification", "required"));
    }

    /** Verifies the answer and adds the passkey to the account. */
    @Transactional
    void finish(Account account, String sessionId, PasskeyAnswer answer, String client) {
        VerifiedRegistration verified = webAuthn.verifyRegistration(
                answer, challenge -> challenges.take(challenge, sessionId, Challenges.Purpose.REGISTER, account.id()));
        passkeys.add(account.id(), verified, name(answer.name(), client));
        events.record(account.id(), "passkey-added", client);
    }

    private static String name(String given, String client) {
        String name = Text.typed(given);
        if (name.isEmpty() || name.length() > LONGEST_NAME || !Text.isClean(name)) {
            return client.isEmpty() ? "Passkey" : client;
        }
        return name;
    }

    /** The user handle of an account: the sixteen bytes of its id, which say nothing about the person. */
    static byte[] handle(UUID account) {
        return ByteBuffer.allocate(16)
                .putLong(account.getMostSignificantBits())
                .putLong(account.getLeastSignificantBits())
                .array();
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
