package tw.qiao.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.Note;
import tw.qiao.kernel.registry.Member;
import tw.qiao.kernel.registry.Registry;
import tw.qiao.kernel.registry.SignedRegistry;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.node.settings.NodeOptions;
import tw.qiao.node.settings.NodeSettings;
import tw.qiao.node.settings.Rhythm;

class RegistryCacheTest {
    private static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Rhythm QUICK = new Rhythm(LOOK, LOOK, LOOK);

    @TempDir
    Path folder;

    private final Clock clock = Clock.systemUTC();
    private final Instant now = clock.instant();

    private static Registry registry(long number, Instant issued, Duration valid, String member) {
        return new Registry(
                number,
                issued,
                issued.plus(valid),
                List.of(new Member("TW/GOV/" + member, member, member, List.of(), List.of())),
                List.of());
    }

    private Registry registry(long number) {
        return registry(number, now, DAY, "RIS");
    }

    private void publish(Registry registry) {
        write(SignedRegistry.sign(registry, KEY));
    }

    private void write(String text) {
        try {
            Path whole = Files.writeString(folder.resolve("registry.json.new"), text);
            Files.move(whole, folder.resolve("registry.json"), StandardCopyOption.REPLACE_EXISTING); // never half of it
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private RegistryCache open(Clock at) {
        return open(at, folder.resolve("registry.json").toString(), Optional.empty());
    }

    private RegistryCache open(Clock at, String place, Optional<String> policy) {
        return new RegistryCache(
                new NodeSettings(
                        folder,
                        "TW/GOV/RIS",
                        "o",
                        0,
                        0,
                        place,
                        KEY.verificationKey(),
                        Optional.empty(),
                        List.of(),
                        DAY,
                        NodeOptions.CUSTOMARY.withRegistryPolicy(policy).looking(QUICK)),
                at);
    }

    private static boolean becomes(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 300 && !condition.getAsBoolean(); i++) {
            Thread.sleep(20);
        }
        return condition.getAsBoolean();
    }

    @Test
    void neverGoesBackToAnOlderEditionAlsoNotAfterARestart() {
        publish(registry(7));
        open(clock).close();

        publish(registry(6));
        try (var restarted = open(clock)) {
            assertThat(restarted.number()).isEqualTo(7);
        }
    }

    @Test
    void neverGoesBackEvenWhenTheEditionThatItKnewHasEnded() {
        publish(registry(7));
        open(clock).close();
        var later = Clock.offset(clock, Duration.ofDays(2));

        publish(registry(6, now, Duration.ofDays(9), "RIS"));

        assertThatThrownBy(() -> open(later)).isInstanceOf(Problem.class).hasMessageContaining("is older");
    }

    @Test
    void keepsBothEditionsThatHaveOneNumberAndRaisesAnAlarm() throws Exception {
        publish(registry(7));
        try (var cache = open(clock)) {
            publish(registry(7, now, DAY, "FORGED"));

            assertThat(becomes(() -> cache.state() == RegistryState.FORKED)).isTrue();
            assertThat(cache.current().member("TW/GOV/RIS")).isPresent();
            try (var files = Files.list(folder)) {
                assertThat(files.filter(file -> file.getFileName().toString().startsWith("registry-forked-7-")))
                        .hasSize(1);
            }
            publish(registry(8));
            assertThat(becomes(() -> cache.state() == RegistryState.FRESH)).isTrue();
        }
    }

    @Test
    void goesOnWithTheEditionItHasWhenTheNewOneIsHalfDownloadedOrTooLongOrOfAFutureKind() throws Exception {
        publish(registry(7));
        try (var cache = open(clock)) {
            String next = SignedRegistry.sign(registry(8), KEY);
            for (String bad : List.of(
                    next.substring(0, next.length() / 2),
                    next.replace("\"grants\":[]", "\"grants\":[],\"unless\":[]"),
                    next + " ".repeat(17 * 1024 * 1024))) {
                write(bad);
                Thread.sleep(LOOK.multipliedBy(5));
                assertThat(cache.number()).isEqualTo(7);
            }
            write(next);
            assertThat(becomes(() -> cache.number() == 8)).isTrue();
        }
    }

    @Test
    void warnsInStagesWhileTheSourceIsAwayAndRefusesInTheEnd() {
        var registry = registry(7);
        var hours = List.of(0, 1, 12, 24);

        assertThat(hours.stream().map(hour -> RegistryState.of(registry, now, false, now.plus(Duration.ofHours(hour)))))
                .containsExactly(RegistryState.FRESH, RegistryState.AGING, RegistryState.STALE, RegistryState.EXPIRED);
    }

    @Test
    void startsWithItsCopyWhileTheSourceIsAway() throws IOException {
        publish(registry(7, now.minus(Duration.ofHours(2)), DAY, "RIS"));
        open(clock).close();
        Files.delete(folder.resolve("registry.json"));

        try (var cache = open(clock)) {
            assertThat(cache.number()).isEqualTo(7);
            assertThat(cache.state()).isEqualTo(RegistryState.AGING);
        }
    }

    @Test
    void downloadsAnEditionOnceAndThenAsksWhetherThereIsAnother() throws Exception {
        String signed = SignedRegistry.sign(registry(7), KEY);
        var whole = new AtomicInteger();
        var unchanged = new AtomicInteger();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/registry.json", call -> {
            boolean known = "\"7\"".equals(call.getRequestHeaders().getFirst("if-none-match"));
            (known ? unchanged : whole).incrementAndGet();
            call.getResponseHeaders().set("etag", "\"7\"");
            byte[] body = signed.getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(known ? 304 : 200, known ? -1 : body.length);
            if (!known) {
                call.getResponseBody().write(body);
            }
            call.close();
        });
        server.start();
        String place = "http://127.0.0.1:" + server.getAddress().getPort() + "/registry.json";
        try (var cache = open(clock, place, Optional.empty())) {
            assertThat(becomes(() -> unchanged.get() >= 2)).isTrue();
            assertThat(whole).hasValue(1);
            assertThat(cache.state()).isEqualTo(RegistryState.FRESH);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void believesOnlyEditionsThatAreRecordedWhereAPolicyAsksForIt() throws Exception {
        var logKey = SigningKey.generate(SignatureAlgorithm.ED25519);
        var policy = Optional.of("log " + Note.vkey("registry.example", logKey.verificationKey()) + "\nquorum none\n");
        String place = folder.resolve("registry.json").toString();
        try (var log = EvidenceLog.open(folder.resolve("log"), "registry.example", logKey, clock)) {
            write(SignedRegistry.publish(registry(7), KEY, log));
            try (var cache = open(clock, place, policy)) {
                publish(registry(8));
                Thread.sleep(LOOK.multipliedBy(5));
                assertThat(cache.number()).isEqualTo(7);
                write(SignedRegistry.publish(registry(8), KEY, log));
                assertThat(becomes(() -> cache.number() == 8)).isTrue();
            }
            assertThatThrownBy(() -> SignedRegistry.publish(registry(9, now, Duration.ofHours(23), "RIS"), KEY, log))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("24 hours");
            assertThatThrownBy(() -> SignedRegistry.publish(registry(8, now, DAY, "FORGED"), KEY, log))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("published before");
        }
    }
}
