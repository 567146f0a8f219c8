package tw.qiao.kernel.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.NoteKey;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;

class SignedRegistryTest {
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
    private static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.ED25519);

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void comesBackAsItWasSigned() {
        var registry = registry(1, "persons");

        String signed = SignedRegistry.sign(registry, KEY);

        assertThat(SignedRegistry.verify(signed, KEY.verificationKey(), clock)).isEqualTo(registry);
        assertThat(signed).contains("\"path_template\":\"/{national_id}\"", "\"valid_until\":\"2026-11-22T00:00:00Z\"");
    }

    @Test
    void doesNotDependOnWhiteSpaceOrKeyOrder() {
        var tree = CanonicalJson.MAPPER.readTree(SignedRegistry.sign(registry(1, "persons"), KEY));
        var reversed = new LinkedHashMap<String, Object>();
        tree.propertyNames().stream()
                .sorted(Comparator.reverseOrder())
                .forEach(name -> reversed.put(name, tree.get(name)));

        String pretty = CanonicalJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(reversed);

        assertThat(SignedRegistry.verify(pretty, KEY.verificationKey(), clock)).isEqualTo(registry(1, "persons"));
    }

    @Test
    void refusesAnotherKeysSignature() {
        var stranger = SigningKey.generate(SignatureAlgorithm.ED25519);

        assertProblem(
                "registry_not_signed",
                () -> SignedRegistry.verify(
                        SignedRegistry.sign(registry(1, "persons"), stranger), KEY.verificationKey(), clock));
    }

    @Test
    void refusesAChangedGrant() {
        String changed = SignedRegistry.sign(registry(1, "persons"), KEY).replace("/persons\"", "/statuses\"");

        assertProblem("registry_not_signed", () -> SignedRegistry.verify(changed, KEY.verificationKey(), clock));
    }

    @Test
    void refusesAnExpiredRegistryToTheSecond() {
        String signed = SignedRegistry.sign(registry(1, "persons"), KEY);
        var justInTime = Clock.offset(clock, Duration.ofDays(1).minusNanos(1));
        var tooLate = Clock.offset(clock, Duration.ofDays(1));

        assertThat(SignedRegistry.verify(signed, KEY.verificationKey(), justInTime)
                        .number())
                .isEqualTo(1);
        assertProblem("registry_expired", () -> SignedRegistry.verify(signed, KEY.verificationKey(), tooLate));
    }

    @Test
    void refusesARegistryFromTheFuture() {
        String signed = SignedRegistry.sign(registry(1, "persons"), KEY);
        var early = Clock.offset(clock, Duration.ofMinutes(-6));

        assertProblem("registry_from_future", () -> SignedRegistry.verify(signed, KEY.verificationKey(), early));
    }

    @Test
    void refusesToGoBackAndToFork() {
        var known = registry(2, "persons");

        assertThat(verify(registry(3, "persons"), known).number()).isEqualTo(3);
        assertThat(verify(known, known)).isEqualTo(known);
        assertProblem("registry_rolled_back", () -> verify(registry(1, "persons"), known));
        assertProblem("registry_forked", () -> verify(registry(2, "statuses"), known));
    }

    @Test
    void refusesAFieldThatItDoesNotKnow() {
        var content = (ObjectNode) CanonicalJson.MAPPER
                .readTree(SignedRegistry.sign(registry(1, "persons"), KEY))
                .get("registry");
        content.put("unless", "Monday");
        String signed = signedAsItIs(content);

        assertProblem("registry_malformed", () -> SignedRegistry.verify(signed, KEY.verificationKey(), clock));
    }

    @Test
    void refusesSignedContentThatIsNoRegistry() {
        String good = CanonicalJson.MAPPER
                .readTree(SignedRegistry.sign(registry(1, "persons"), KEY))
                .get("registry")
                .toString();
        for (String bad : List.of(
                good.replace("\"number\":1", "\"number\":0"),
                good.replace("\"number\":1", "\"number\":null"),
                good.replace("\"number\":1", "\"number\":1.5"),
                good.replace("https:", "http:"),
                good.replace("\"TW/GOV/RIS\"", "\"TW/../RIS\""),
                good.replace("\"MCow", "\"MCox"),
                good.replace("[\"household\"]", "[null]"),
                good.replace("[\"household\"]", "null"),
                good.replaceFirst("\"valid_until\":\"[^\"]*\"", "\"valid_until\":\"soon\""),
                "{}")) {
            assertThat(bad).isNotEqualTo(good);
            assertProblem(
                    "registry_malformed",
                    () -> SignedRegistry.verify(
                            signedAsItIs(CanonicalJson.MAPPER.readTree(bad)), KEY.verificationKey(), clock));
        }
    }

    @Test
    void refusesWhatIsNotARegistry() {
        for (String text :
                List.of("", "{", "[]", "null", "{\"registry\":{}}", "{\"registry\":1.5}", "{\"a\":1,\"a\":1}")) {
            assertThatThrownBy(() -> SignedRegistry.verify(text, KEY.verificationKey(), clock))
                    .isInstanceOf(Problem.class);
        }
    }

    @Test
    void findsMembersAndGrants() {
        var registry = registry(1, "persons");

        assertThat(registry.memberOf("TW/GOV/RIS/household")).isEqualTo(registry.member("TW/GOV/RIS"));
        assertThat(registry.memberOf("TW/GOV/RIS/unknown")).isEmpty();
        assertThat(registry.grants("TW/GOV/QIAO/portal", "TW/GOV/RIS/household/persons"))
                .hasSize(1);
        assertThat(registry.grants("TW/GOV/QIAO/portal", "TW/GOV/RIS/household/person"))
                .isEmpty();
        assertThat(registry.grants().getFirst().holdsAt(NOW)).isTrue();
        assertThat(registry.grants().getFirst().holdsAt(NOW.plus(Duration.ofDays(365))))
                .isFalse();
    }

    @Test
    void refusesTwoMembersWithOneId() {
        var member = registry(1, "persons").members().getFirst();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Registry(1, NOW, NOW, List.of(member, member), List.of()));
    }

    private static String signedAsItIs(JsonNode content) {
        var covered = new ByteArrayOutputStream();
        covered.writeBytes("tw.qiao registry 1\n".getBytes(UTF_8));
        try {
            covered.writeBytes(CanonicalJson.bytes(content));
        } catch (IllegalArgumentException e) {
            covered.write(0);
        }
        String signature = Base64.getEncoder().encodeToString(KEY.sign(covered.toByteArray()));
        return "{\"registry\":" + content + ",\"signature\":\"" + signature + "\"}";
    }

    @Test
    void carriesTheKeysOfLogsAndWitnesses() {
        var second = SigningKey.generate(SignatureAlgorithm.ML_DSA_44).verificationKey();
        var old = registry(1, "persons").members().getFirst();
        var before = old.nodes().getFirst();
        var node = new NodeAddress(
                before.url(),
                before.tlsSpkiSha256(),
                before.signingKey(),
                before.logOrigin(),
                before.logKey(),
                Optional.of(second),
                Optional.of(KEY.verificationKey()));
        var member = new Member(old.id(), old.nameZh(), old.nameEn(), old.subsystems(), List.of(node));
        var registry = new Registry(1, NOW, NOW.plus(Duration.ofDays(1)), List.of(member), List.of());

        var read = SignedRegistry.verify(SignedRegistry.sign(registry, KEY), KEY.verificationKey(), clock);

        assertThat(read).isEqualTo(registry);
        var readNode = read.members().getFirst().nodes().getFirst();
        assertThat(readNode.logNoteKeys())
                .containsExactly(
                        NoteKey.ofLog("ris.gov.tw/node", KEY.verificationKey()),
                        NoteKey.ofLog("ris.gov.tw/node", second));
        assertThat(readNode.witnessNoteKey())
                .contains(NoteKey.ofWitness("ris.gov.tw/node/witness", KEY.verificationKey()));
    }

    @Test
    void carriesRowsAndQuotasOfGrants() {
        var rows = new RowFilter(List.of(
                new RowFilter.Condition("city", List.of("臺北市", "新北市"), Optional.empty()),
                new RowFilter.Condition("agency", List.of(), Optional.of(RowFilter.OfCaller.MEMBER_CODE))));
        var plain = registry(1, "persons");
        var limited = plain.grants().getFirst().with(rows).with(new Quota(1000, 100, 10, 20, 4));
        var registry = new Registry(1, NOW, plain.validUntil(), plain.members(), List.of(limited));

        var read = SignedRegistry.verify(SignedRegistry.sign(registry, KEY), KEY.verificationKey(), clock);

        assertThat(read).isEqualTo(registry);
        assertThat(rows.all().getLast().valuesFor("TW/GOV/QIAO/portal")).containsExactly("QIAO");
    }

    @Test
    void readsAGrantOfBeforeThereWereRowsAndQuotas() {
        var content = (ObjectNode) CanonicalJson.MAPPER
                .readTree(SignedRegistry.sign(registry(1, "persons"), KEY))
                .get("registry");
        ((ObjectNode) content.at("/grants/0")).remove(List.of("rows", "quota"));

        assertThat(SignedRegistry.verify(signedAsItIs(content), KEY.verificationKey(), clock))
                .isEqualTo(registry(1, "persons"));
    }

    @Test
    void readsANodeOfBeforeThereWereWitnesses() {
        var tree = CanonicalJson.MAPPER.readTree(SignedRegistry.sign(registry(1, "persons"), KEY));
        var content = (ObjectNode) tree.path("registry");
        var node = (ObjectNode) content.at("/members/0/nodes/0");
        node.remove(List.of("log_ml_dsa_key", "witness_key"));
        byte[] covered = ("tw.qiao registry 1\n" + new String(CanonicalJson.bytes(content), UTF_8)).getBytes(UTF_8);
        ((ObjectNode) tree).put("signature", Base64.getEncoder().encodeToString(KEY.sign(covered)));

        var read = SignedRegistry.verify(tree.toString(), KEY.verificationKey(), clock);

        assertThat(read).isEqualTo(registry(1, "persons"));
    }

    private Registry verify(Registry registry, Registry known) {
        return SignedRegistry.verify(SignedRegistry.sign(registry, KEY), KEY.verificationKey(), clock, known);
    }

    static Registry registry(long number, String service) {
        var key = KEY.verificationKey();
        var node = new NodeAddress("https://127.0.0.1:7443", "c3BraQ", key, "ris.gov.tw/node", key);
        var member = new Member(
                "TW/GOV/RIS", "戶政司", "Department of Household Registration", List.of("household"), List.of(node));
        var grant = new Grant(
                "g1",
                "TW/GOV/QIAO/portal",
                "TW/GOV/RIS/household/" + service,
                Set.of("GET", "HEAD"),
                "/{national_id}",
                Set.of("construction-firm-registration"),
                "construction-industry-act-15",
                Set.of("name", "address"),
                NOW,
                NOW.plus(Duration.ofDays(365)));
        return new Registry(number, NOW, NOW.plus(Duration.ofDays(1)), List.of(member), List.of(grant));
    }

    private static void assertProblem(String code, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
