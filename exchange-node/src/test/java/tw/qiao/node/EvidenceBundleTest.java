package tw.qiao.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.archive.StoredArchive;
import tw.qiao.kernel.registry.NodeAddress;
import tw.qiao.kernel.registry.OtherSigningKey;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.kernel.signature.VerificationKey;
import tw.qiao.verifier.Report.Kind;
import tw.qiao.verifier.Verifier;

/** What a member can prove of an exchange to somebody who asks no node. */
class EvidenceBundleTest {
    @TempDir
    static Path folder;

    private static StampedExchange stamped;
    private static String known;

    @BeforeAll
    static void start() {
        stamped = new StampedExchange(folder.resolve("exchange"), Map.of());
        known = stamped.exchangeOnce();
    }

    @AfterAll
    static void stop() {
        stamped.close();
    }

    @Test
    void provesAnExchangeToAStranger() throws IOException {
        byte[] bundle = stamped.bundle(stamped.exchangeOnce());
        Path file = Files.write(folder.resolve("bundle.asics"), bundle);
        Path trust = Files.write(folder.resolve("verificationconf.zip"), stamped.trust());
        var out = new ByteArrayOutputStream();

        int code = Verifier.run(file, Optional.of(trust), new PrintStream(out, true, UTF_8));

        assertThat(out.toString(UTF_8))
                .contains("TW/GOV/QIAO/portal asks TW/GOV/RIS/household/persons by GET")
                .contains("for the purpose construction-firm-registration")
                .contains("accepted under the grant g-persons")
                .contains("Both parties' logs say the same of the answer")
                .contains("The answer with status 200 was signed by RIS (TW/GOV/RIS)")
                .contains("狀態 200 的回應由 RIS（TW/GOV/RIS）")
                .contains("by the time stamp of CN=Qiao trial time-stamp authority")
                .contains("雙方帳本對回應的記載一致。")
                .containsPattern("在 \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\+08:00 記載")
                .doesNotContainPattern(
                        "T\\d\\d:\\d\\d|\\d\\d:\\d\\d(:\\d\\d)?Z") // in UTC; keys are random letters, but have no colon
                .doesNotContain("A123456789");
        assertThat(code).isEqualTo(Verifier.PROVES);
    }

    @Test
    void saysWhatOnlyTheBundleItselfVouchesFor() {
        var report = Verifier.verify(stamped.bundle(stamped.exchangeOnce()));

        assertThat(report.isProof()).isTrue();
        assertThat(report.says(Kind.OPEN, "registry.unchecked")).isTrue();
        assertThat(report.lines())
                .filteredOn(line -> line.key().equals("stamp.authority.unchecked"))
                .hasSize(1);
    }

    @Test
    void isAContainerThatOtherToolsKnow() {
        var answer = stamped.asic(stamped.exchangeOnce(), "&force");

        assertThat(answer.headers().firstValue("content-type")).contains("application/vnd.etsi.asic-s+zip");
        assertThat(StoredArchive.read(answer.body()).keySet())
                .containsExactly("mimetype", "evidence.zip", "META-INF/timestamp.tst");
    }

    @Test
    void provesToTheProviderToo() {
        String gxId = stamped.exchangeOnce();
        var answer = stamped.get(
                "RIS", "/asic?queryId=" + gxId + "&" + StampedExchange.subsystem("RIS", "household") + "&force");

        var report = Verifier.verify(
                answer.body(), stamped.get("RIS", "/verificationconf").body());

        assertThat(report.isProof()).isTrue();
        assertThat(report.says(Kind.PROVED, "agree.request")).isTrue();
        assertThat(report.says(Kind.PROVED, "policy.provider")).isTrue();
        assertThat(report.says(Kind.PROVED, "opening.provider")).isTrue();
    }

    @Test
    void showsTheConsumerWhatTheProviderSigned() {
        byte[] bundle = stamped.bundle(stamped.exchangeOnce());
        var report = Verifier.verify(bundle, stamped.trust());

        assertThat(evidence(bundle)).contains("consumer/request.base", "consumer/response.base");
        assertThat(report.isProof()).isTrue();
        assertThat(report.says(Kind.PROVED, "opening.consumer")).isTrue();
        assertThat(report.says(Kind.PROVED, "signed.response")).isTrue();
        assertThat(report.says(Kind.OPEN, "body.none.response")).isTrue();
    }

    @Test
    void showsTheProviderWhatTheConsumerSignedAndWhatItAnswered() {
        byte[] bundle = stamped.bundleOfProvider(stamped.exchangeOnce(), "&bodies=true");
        var report =
                Verifier.verify(bundle, stamped.get("RIS", "/verificationconf").body());

        assertThat(evidence(bundle)).contains("provider/request.signature", "provider/response.body");
        assertThat(report.isProof()).isTrue();
        assertThat(report.says(Kind.PROVED, "signed.request")).isTrue();
        assertThat(report.says(Kind.PROVED, "body.response")).isTrue();
    }

    @Test
    void provesToEitherPartyWhatBothSigned() {
        String gxId = stamped.exchangeOnce();
        byte[] ofConsumer = stamped.bundle(gxId);
        byte[] ofProvider = stamped.bundleOfProvider(gxId, "");

        assertThat(evidence(ofConsumer)).contains("consumer/request.signature", "consumer/response.signature");
        assertThat(evidence(ofProvider)).contains("provider/request.signature", "provider/response.signature");
        for (byte[] bundle : List.of(ofConsumer, ofProvider)) {
            var report = Verifier.verify(bundle, stamped.trust());
            assertThat(report.isProof()).isTrue();
            assertThat(report.says(Kind.PROVED, "signed.request")).isTrue();
            assertThat(report.says(Kind.PROVED, "signed.response")).isTrue();
            assertThat(report.lines()).noneMatch(line -> line.key().startsWith("signature.none"));
        }
    }

    @Test
    void holdsOnlyTheAnswersSignatureWhileTheProviderCannotBeAsked() {
        try (var alone = new StampedExchange(folder.resolve("alone"), Map.of())) {
            String gxId = alone.exchangeOnce();
            alone.exchange.stop("RIS");

            var report = Verifier.verify(alone.bundle(gxId), alone.trust());

            assertThat(report.says(Kind.PROVED, "signed.response")).isTrue();
            assertThat(report.says(Kind.OPEN, "signature.none.request")).isTrue();
            assertThat(report.says(Kind.OPEN, "side.unreachable")).isTrue();
        }
    }

    @Test
    void holdsNoBodyThatNobodyAskedFor() {
        byte[] bundle = stamped.bundleOfProvider(stamped.exchangeOnce(), "");

        assertThat(evidence(bundle)).contains("provider/response.base").noneMatch(name -> name.endsWith(".body"));
    }

    @Test
    void provesARequestOfWhichOnlyTheSecondAttemptArrived() {
        try (var again = new StampedExchange(folder.resolve("again"), Map.of())) {
            String gxId = again.exchange.newId();
            again.exchange.stop("RIS");
            assertThat(again.exchange.askPerson(gxId, StampedExchange.REST).statusCode())
                    .isGreaterThanOrEqualTo(500);
            again.exchange.start("RIS");
            assertThat(again.exchange.askPerson(gxId, StampedExchange.REST).statusCode())
                    .isEqualTo(200);

            var report = Verifier.verify(again.bundle(gxId), again.trust());

            assertThat(report.isProof()).isTrue();
            assertThat(report.says(Kind.OPEN, "agree.attempt.request")).isTrue();
            assertThat(report.says(Kind.PROVED, "signed.response")).isTrue();
        }
    }

    @Test
    void provesByTheRegistryOfItsTimeAfterKeysWereChanged() throws InterruptedException {
        try (var changed = new StampedExchange(folder.resolve("changed"), Map.of())) {
            String gxId = changed.exchangeOnce();
            var other = SigningKey.generate(SignatureAlgorithm.ED25519).verificationKey();
            changed.exchange.change("RIS", node -> signingWith(other, node));
            changed.exchange.publishRegistry();
            awaitRegistry2(changed.exchange);

            var report = Verifier.verify(changed.bundle(gxId), changed.trust());

            assertThat(report.isProof()).isTrue();
            assertThat(report.says(Kind.PROVED, "signed.response")).isTrue();
            assertThat(report.says(Kind.OPEN, "registry.older")).isTrue();
        }
    }

    @Test
    void acceptsAKeyThatCountsBesideTheUsualOneWhileKeysAreChanged() throws InterruptedException {
        try (var changing = new StampedExchange(folder.resolve("changing"), Map.of())) {
            var used = changing.exchange.keys("RIS").signing().verificationKey();
            var other = SigningKey.generate(SignatureAlgorithm.ED25519).verificationKey();
            var now = changing.exchange.clock.instant();
            var beside = new OtherSigningKey(used, now.minusSeconds(60), now.plusSeconds(3600));
            changing.exchange.change("RIS", node -> signingWith(other, node).changingTo(List.of(beside), List.of()));
            changing.exchange.publishRegistry();
            awaitRegistry2(changing.exchange);

            var report = Verifier.verify(changing.bundle(changing.exchangeOnce()), changing.trust());

            assertThat(report.isProof()).isTrue();
            assertThat(report.says(Kind.PROVED, "signed.response")).isTrue();
        }
    }

    private static NodeAddress signingWith(VerificationKey other, NodeAddress node) {
        return new NodeAddress(
                node.url(),
                node.tlsSpkiSha256(),
                other,
                node.logOrigin(),
                node.logKey(),
                node.logMlDsaKey(),
                node.witnessKey());
    }

    private static void awaitRegistry2(ExchangeFixture exchange) throws InterruptedException {
        for (String code : List.of("QIAO", "RIS")) {
            for (int i = 0; i < 100 && !exchange.health(code).contains("\"registry\":2,"); i++) {
                Thread.sleep(50);
            }
        }
    }

    private static Set<String> evidence(byte[] bundle) {
        return StoredArchive.read(requireNonNull(StoredArchive.read(bundle).get("evidence.zip")))
                .keySet();
    }

    @Test
    void leavesOutWhatIsNotAskedFor() {
        String gxId = stamped.exchangeOnce();

        var request = Verifier.verify(stamped.asic(gxId, "&requestOnly").body());
        var response = Verifier.verify(stamped.asic(gxId, "&responseOnly").body());

        assertThat(request.says(Kind.PROVED, "request.consumer")).isTrue();
        assertThat(request.says(Kind.PROVED, "response.consumer")).isFalse();
        assertThat(response.says(Kind.PROVED, "request.consumer")).isFalse();
        assertThat(response.says(Kind.PROVED, "response.consumer")).isTrue();
    }

    @Test
    void provesARefusal() {
        String gxId = stamped.exchange.newId();
        var refused = stamped.exchange.askPerson(gxId, "/A123456789?fields=address");
        assertThat(refused.statusCode()).isGreaterThanOrEqualTo(400);

        var report = Verifier.verify(stamped.bundle(gxId), stamped.trust());

        assertThat(report.isProof()).isTrue();
        assertThat(report.says(Kind.PROVED, "request.consumer")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 400",
        "'queryId=nonsense&xRoadInstance=TW&memberClass=GOV&memberCode=QIAO&subsystemCode=portal', 400",
        "'queryId=ID&xRoadInstance=TW&memberClass=GOV&memberCode=QIAO', 400",
        "'queryId=ID&xRoadInstance=TW&memberClass=GOV&memberCode=QIAO&subsystemCode=portal&requestOnly&responseOnly', 400",
        "'queryId=ID&xRoadInstance=TW&memberClass=GOV&memberCode=QIAO&subsystemCode=portal&unique', 400",
        "'queryId=ID&xRoadInstance=TW&memberClass=GOV&memberCode=QIAO&subsystemCode=portal&unique&responseOnly', 200",
        "'queryId=ID&xRoadInstance=TW&memberClass=GOV&memberCode=RIS&subsystemCode=household', 401",
        "'queryId=ID&xRoadInstance=TW&memberClass=GOV&memberCode=QIAO&subsystemCode=other', 404",
        "'queryId=5d0a4a4e-0000-4000-8000-000000000000&xRoadInstance=TW&memberClass=GOV&memberCode=QIAO&subsystemCode=portal', 404"
    })
    void refusesWhatIsNoQuestionOfAnOwnExchange(String query, int status) {
        var answer = stamped.get("QIAO", "/asic?" + query.replace("ID", known));

        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void isMadeWithoutAStampWhileNoAuthorityAnswersAndSaysSo() {
        try (var dark = new StampedExchange(folder.resolve("dark"), Map.of())) {
            dark.stopAuthority();
            byte[] bundle = dark.bundle(dark.exchangeOnce());

            var report = Verifier.verify(bundle, dark.trust());

            assertThat(StoredArchive.read(bundle)).containsKey("META-INF/not-yet-stamped.txt");
            assertThat(report.isProof()).isTrue();
            assertThat(report.says(Kind.OPEN, "stamp.bundle.none")).isTrue();
            assertThat(report.says(Kind.OPEN, "stamp.checkpoint.none.consumer")).isTrue();
            var state = CanonicalJson.MAPPER.readTree(
                    dark.get("QIAO", "/timestamps").body());
            assertThat(state.path("failure").stringValue()).contains("time_stamp_unreachable");
        }
    }

    @Test
    void stillProvesAfterContentAndSaltWereErased() throws InterruptedException {
        var briefly = Duration.ofSeconds(2);
        try (var forgetful =
                new StampedExchange(folder.resolve("forgetful"), Map.of("QIAO", briefly, "RIS", briefly))) {
            String gxId = forgetful.exchangeOnce();

            // A key of one second's messages goes at the next look, a second after its own second is past its time.
            Thread.sleep(briefly.plusSeconds(1));
            var report = Verifier.verify(forgetful.bundle(gxId), forgetful.trust());
            for (int i = 0; i < 100 && !report.says(Kind.OPEN, "message.none.response"); i++) {
                Thread.sleep(100);
                report = Verifier.verify(forgetful.bundle(gxId), forgetful.trust());
            }

            assertThat(report.isProof()).isTrue();
            assertThat(report.says(Kind.OPEN, "opening.none.consumer")).isTrue();
            assertThat(report.says(Kind.OPEN, "message.none.request")).isTrue();
            assertThat(report.says(Kind.OPEN, "message.none.response")).isTrue();
            assertThat(report.says(Kind.PROVED, "request.consumer")).isTrue();
        }
    }
}
