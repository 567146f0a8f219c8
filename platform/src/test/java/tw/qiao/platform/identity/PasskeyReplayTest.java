package tw.qiao.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tw.qiao.platform.identity.PasskeyVisitor.Answered;

/** Answers that come again, late, or from somebody else. */
class PasskeyReplayTest extends PasskeyPlatform {
    @Test
    void refusesAReplayedAnswer() {
        SoftAuthenticator authenticator = registered();
        authenticator.counter = 2;
        PasskeyVisitor visitor = PasskeyVisitor.of(platform);
        Element button = visitor.button("/sign-in");
        Map<String, Object> answer = authenticator.signIn(visitor.options(button));
        assertThat(visitor.post("/sign-in/passkey", answer, button.attr("data-csrf"))
                        .status())
                .isEqualTo(200);

        PasskeyVisitor again = PasskeyVisitor.of(platform);
        Element theirs = again.button("/sign-in");
        Answered replayed = again.post("/sign-in/passkey", answer, theirs.attr("data-csrf"));

        assertThat(replayed.code()).isEqualTo("webauthn_bad_challenge");
    }

    @Test
    void refusesTheAnswerOfAnotherSession() {
        SoftAuthenticator authenticator = registered();
        authenticator.counter = 2;
        PasskeyVisitor owner = PasskeyVisitor.of(platform);
        JsonNode options = owner.options(owner.button("/sign-in"));
        PasskeyVisitor thief = PasskeyVisitor.of(platform);
        Element button = thief.button("/sign-in");

        Answered answered = thief.post("/sign-in/passkey", authenticator.signIn(options), button.attr("data-csrf"));

        assertThat(answered.code()).isEqualTo("webauthn_bad_challenge");
    }

    @Test
    void refusesAChallengeOlderThanFiveMinutes() {
        SoftAuthenticator authenticator = registered();
        authenticator.counter = 2;
        PasskeyVisitor visitor = PasskeyVisitor.of(platform);
        Element button = visitor.button("/sign-in");
        Map<String, Object> answer = authenticator.signIn(visitor.options(button));
        platform.database()
                .sql("update identity.challenge set created = created - interval '5 minutes 1 second'")
                .update();

        Answered answered = visitor.post("/sign-in/passkey", answer, button.attr("data-csrf"));

        assertThat(answered.code()).isEqualTo("webauthn_bad_challenge");
    }

    @Test
    void usesUpTheChallengeOfARefusedAnswer() {
        SoftAuthenticator authenticator = registered();
        authenticator.counter = 2;
        PasskeyVisitor visitor = PasskeyVisitor.of(platform);
        Element button = visitor.button("/sign-in");
        JsonNode options = visitor.options(button);
        authenticator.onSignature = PasskeyPlatform::flipped;
        visitor.post("/sign-in/passkey", authenticator.signIn(options), button.attr("data-csrf"));
        authenticator.onSignature = bytes -> bytes;

        Answered answered = visitor.post("/sign-in/passkey", authenticator.signIn(options), button.attr("data-csrf"));

        assertThat(answered.code()).isEqualTo("webauthn_bad_challenge");
    }

    @Test
    void letsOneOfManyParallelReplaysPass() throws Exception {
        SoftAuthenticator authenticator = registered();
        authenticator.counter = 2;
        PasskeyVisitor visitor = PasskeyVisitor.of(platform);
        Element button = visitor.button("/sign-in");
        Map<String, Object> answer = authenticator.signIn(visitor.options(button));
        WebAuthn webAuthn = platform.bean(WebAuthn.class);
        assertThat(webAuthn.relyingParty()).isEqualTo("localhost");
        String session = visitor.visitor().cookies().getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("qiao-session"))
                .findFirst()
                .orElseThrow()
                .getValue();
        byte[] body = tw.qiao.kernel.CanonicalJson.MAPPER.writeValueAsBytes(answer);

        List<Boolean> passed = together(16, () -> passes(session, body));

        assertThat(passed.stream().filter(pass -> pass)).hasSize(1);
    }

    @Test
    void letsOneOfManyAnswersWithTheSameCounterPass() throws Exception {
        SoftAuthenticator authenticator = registered();
        authenticator.counter = 5;
        Passkeys passkeys = platform.bean(Passkeys.class);
        StoredCredential stored = passkeys.find(authenticator.credentialId).orElseThrow();

        List<Boolean> advanced = together(16, () -> passkeys.advance(stored, 5, false, false));

        assertThat(advanced.stream().filter(pass -> pass)).hasSize(1);
    }

    @Test
    void refusesAnAnswerWithoutTheTokenOfTheSession() {
        SoftAuthenticator authenticator = registered();
        PasskeyVisitor visitor = PasskeyVisitor.of(platform);
        visitor.button("/sign-in");

        assertThat(visitor.post("/sign-in/passkey/options", "{}", "forged").status())
                .isEqualTo(403);
        assertThat(visitor.post("/sign-in/passkey", Map.of(), "").status()).isEqualTo(403);
        assertThatCode(() -> authenticator.origin.length()).doesNotThrowAnyException();
    }

    private boolean passes(String session, byte[] body) {
        try {
            platform.bean(PasskeySignIn.class).finish(session, PasskeyAnswer.read(body), "");
            return true;
        } catch (tw.qiao.kernel.Problem refused) {
            return false;
        }
    }

    private static List<Boolean> together(int count, Callable<Boolean> work)
            throws InterruptedException, ExecutionException {
        List<Boolean> results = new ArrayList<>();
        try (var workers = Executors.newFixedThreadPool(count)) {
            for (Future<Boolean> done : workers.invokeAll(Collections.nCopies(count, work))) {
                results.add(done.get());
            }
        }
        return results;
    }
}
