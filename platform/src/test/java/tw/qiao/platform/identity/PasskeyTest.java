package tw.qiao.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static tw.qiao.platform.identity.SoftAuthenticator.BE;
import static tw.qiao.platform.identity.SoftAuthenticator.BS;
import static tw.qiao.platform.identity.SoftAuthenticator.UP;
import static tw.qiao.platform.identity.SoftAuthenticator.UV;
import static tw.qiao.platform.identity.SoftAuthenticator.followedBy;

import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.data.AuthenticatorAssertionResponse;
import com.webauthn4j.data.AuthenticatorAttestationResponse;
import com.webauthn4j.data.PublicKeyCredentialCreationOptions;
import com.webauthn4j.data.PublicKeyCredentialRequestOptions;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.test.authenticator.webauthn.PackedAuthenticator;
import com.webauthn4j.test.authenticator.webauthn.WebAuthnAuthenticatorAdaptor;
import com.webauthn4j.test.client.ClientPlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.NationalId;
import tw.qiao.platform.identity.PasskeyVisitor.Answered;
import tw.qiao.platform.support.TestPlatform;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PasskeyTest {
    private static final String CITIZEN =
            NationalId.synthetic('Z', true, 999_988).value();
    private static final String OTHER =
            NationalId.synthetic('Z', false, 999_987).value();

    private TestPlatform platform;

    @BeforeAll
    void start() {
        platform = TestPlatform.start("qiao.site.demo=true");
    }

    @AfterAll
    void stop() {
        platform.close();
    }

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
                lie("webauthn_bad_signature", 401, a -> a.onSignature = PasskeyTest::flipped),
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
                lie("webauthn_malformed", 400, a -> a.onAttestation = PasskeyTest::withDuplicateKey),
                lie("webauthn_malformed", 400, a -> a.onAttestation = _ -> nested(20_000)),
                lie(
                        "webauthn_malformed",
                        400,
                        a -> a.onAttestation = bytes -> java.util.Arrays.copyOf(bytes, bytes.length - 1)),
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
        authenticator.onSignature = PasskeyTest::flipped;
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
    void refusesAnAnswerWithoutTheTokenOfTheSession() {
        SoftAuthenticator authenticator = registered();
        PasskeyVisitor visitor = PasskeyVisitor.of(platform);
        visitor.button("/sign-in");

        assertThat(visitor.post("/sign-in/passkey/options", "{}", "forged").status())
                .isEqualTo(403);
        assertThat(visitor.post("/sign-in/passkey", Map.of(), "").status()).isEqualTo(403);
        assertThatCode(() -> authenticator.origin.length()).doesNotThrowAnyException();
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
            for (Future<Boolean> done : workers.invokeAll(java.util.Collections.nCopies(count, work))) {
                results.add(done.get());
            }
        }
        return results;
    }

    /** A passkey of the citizen, with counter 1. */
    private SoftAuthenticator registered() {
        platform.database().sql("delete from identity.passkey").update();
        var authenticator = new SoftAuthenticator();
        assertThat(owner(CITIZEN).register(authenticator).status()).isEqualTo(200);
        return authenticator;
    }

    private PasskeyVisitor owner(String nationalId) {
        PasskeyVisitor visitor = PasskeyVisitor.of(platform);
        DemoSignInTest.signIn(visitor.visitor(), nationalId);
        return visitor;
    }

    private int passkeys(String nationalId) {
        Account account = platform.bean(Accounts.class).ofNationalId(nationalId).orElseThrow();
        return platform.bean(Passkeys.class).ofAccount(account.id()).size();
    }

    private static Arguments lie(String code, int status, Consumer<SoftAuthenticator> lie) {
        return arguments(code, status, lie);
    }

    private static String text(@Nullable Object bytes) {
        return SoftAuthenticator.encode((byte[]) Objects.requireNonNull(bytes));
    }

    private static byte[] flipped(byte[] signature) {
        byte[] other = signature.clone();
        other[other.length - 1] ^= 1;
        return other;
    }

    /** The map with its first entry once more: {@code "fmt": "none"}. */
    private static byte[] withDuplicateKey(byte[] map) {
        boolean indefinite = (map[0] & 0xff) == 0xbf;
        byte[] open = indefinite ? java.util.Arrays.copyOf(map, map.length - 1) : map.clone();
        byte[] twice = followedBy(open, 0x63, 'f', 'm', 't', 0x64, 'n', 'o', 'n', 'e');
        if (indefinite) {
            return followedBy(twice, 0xff);
        }
        twice[0]++;
        return twice;
    }

    private static byte[] nested(int depth) {
        byte[] arrays = new byte[depth + 1];
        java.util.Arrays.fill(arrays, (byte) 0x81);
        arrays[depth] = 0;
        return arrays;
    }
}
