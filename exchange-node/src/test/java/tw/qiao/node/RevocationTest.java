package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.registry.Revocations;
import tw.qiao.kernel.registry.SignedRevocations;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.node.keys.TlsIdentity;
import tw.qiao.node.settings.PeerProtocol;
import tw.qiao.node.settings.Rhythm;

class RevocationTest {
    private static final String REST = "/A123456789?fields=name";
    private static final String PATH = "/r1/" + ExchangeFixture.PERSONS + "/A123456789";

    @TempDir
    Path folder;

    private ExchangeFixture exchange;

    PeerProtocol protocol() {
        return PeerProtocol.HTTP1;
    }

    Rhythm rhythm() {
        return Rhythm.CUSTOMARY;
    }

    /** Until every node has looked at the revocations. */
    private void awaitLook() throws InterruptedException {
        Thread.sleep(rhythm().registry().multipliedBy(5).dividedBy(2));
    }

    @BeforeEach
    void start() {
        exchange =
                ExchangeFixture.on(folder).speak(protocol()).looking(rhythm()).startAll();
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    private void revoke(long number, Set<String> grants, Set<String> keys) throws IOException {
        publish(new Revocations(number, exchange.clock.instant(), grants, keys), exchange.registryKey);
    }

    private void publish(Revocations revocations, SigningKey key) throws IOException {
        Path fresh = folder.resolve("fresh");
        Files.writeString(fresh, SignedRevocations.sign(revocations, key));
        Files.move(fresh, folder.resolve(Revocations.FILE), StandardCopyOption.REPLACE_EXISTING);
    }

    private String code() {
        return ExchangeFixture.code(exchange.askPerson(REST));
    }

    private HttpResponse<String> push(Revocations revocations, SigningKey key) {
        var request = HttpRequest.newBuilder(URI.create(
                        "https://127.0.0.1:" + exchange.settings("RIS").providerPort() + RevocationsFront.PATH))
                .POST(HttpRequest.BodyPublishers.ofString(SignedRevocations.sign(revocations, key)))
                .build();
        var trusting = new TlsIdentity(exchange.keys("WELFARE")).accepting(_ -> true);
        try (var http = HttpClient.newBuilder().sslContext(trusting).build()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Revocations ofPersons(long number) {
        return new Revocations(number, exchange.clock.instant(), Set.of("g-persons"), Set.of());
    }

    @Test
    void takesUpRevocationsThatAreBroughtToIt() {
        assertThat(code()).isEmpty();

        var answer = push(ofPersons(2), exchange.registryKey);

        assertThat(answer.body()).isEqualTo("{\"number\":2}");
        assertThat(code()).isEqualTo("server.serverproxy.access_denied");
    }

    @Test
    void refusesRevocationsThatAreForgedOrOlder() {
        var forged = push(ofPersons(2), SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256));
        assertThat(forged.statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(code()).isEmpty();

        push(new Revocations(3, exchange.clock.instant(), Set.of(), Set.of()), exchange.registryKey);
        var older = push(ofPersons(2), exchange.registryKey);

        assertThat(older.statusCode()).isEqualTo(409);
        assertThat(code()).isEmpty();
    }

    /** What is told within the five seconds that a revocation may take. */
    private static String within5Seconds(Supplier<String> code) throws InterruptedException {
        var end = Instant.now().plusSeconds(5);
        String last = code.get();
        while (last.isEmpty() && Instant.now().isBefore(end)) {
            Thread.sleep(50);
            last = code.get();
        }
        return last;
    }

    @Test
    void refusesARevokedGrantWithin5SecondsThoughTheRegistryStillHasIt() throws Exception {
        assertThat(code()).isEmpty();

        revoke(1, Set.of("g-persons"), Set.of());

        assertThat(within5Seconds(this::code)).isEqualTo("server.serverproxy.access_denied");
    }

    @Test
    void refusesMessagesOfARevokedKeyWithin5Seconds() throws Exception {
        var key = exchange.keys("QIAO").signing();
        try (var portal = new Attacker(exchange, exchange.keys("QIAO"))) {
            Supplier<String> ask = () -> Attacker.code(
                    portal.send(portal.signed(portal.request(exchange.newId(), PATH), key, Duration.ZERO)));
            assertThat(ask.get()).isEmpty();

            revoke(1, Set.of(), Set.of(key.verificationKey().id()));

            assertThat(within5Seconds(ask)).isEqualTo("server.serverproxy.unknown_member");
        }
    }

    @Test
    void saysInItsHealthThatItsOwnKeyIsRevoked() throws Exception {
        assertThat(exchange.get("RIS", "/health/ready").statusCode()).isEqualTo(200);

        revoke(
                1,
                Set.of(),
                Set.of(exchange.keys("RIS").signing().verificationKey().id()));

        assertThat(within5Seconds(() -> revokedIn("RIS"))).isEqualTo("revoked");
        assertThat(exchange.get("RIS", "/health/ready").statusCode()).isEqualTo(503);
        assertThat(revokedIn("QIAO")).isEmpty();
    }

    private String revokedIn(String code) {
        return exchange.health(code).contains("A key of this node is revoked") ? "revoked" : "";
    }

    @Test
    void sendsNothingToANodeWhoseKeyIsRevoked() throws Exception {
        String key = exchange.keys("RIS").signing().verificationKey().id();

        revoke(1, Set.of(), Set.of(key));

        assertThat(within5Seconds(this::code)).isEqualTo("server.serverproxy.network_error");
    }

    @Test
    void givesAGrantBackWithANewerListAndNotWithAnOlderOne() throws Exception {
        revoke(2, Set.of("g-persons"), Set.of());
        within5Seconds(this::code);

        revoke(1, Set.of(), Set.of());
        awaitLook();
        assertThat(code()).isEqualTo("server.serverproxy.access_denied");

        revoke(3, Set.of(), Set.of());
        assertThat(within5Seconds(() -> code().isEmpty() ? "given back" : "")).isEqualTo("given back");
    }

    @Test
    void remembersRevocationsOverARestartWithoutTheirSource() throws Exception {
        revoke(1, Set.of("g-persons"), Set.of());
        within5Seconds(this::code);
        exchange.stop("RIS");
        Files.delete(folder.resolve(Revocations.FILE));
        exchange.start("RIS");

        assertThat(code()).isEqualTo("server.serverproxy.access_denied");
    }

    @Test
    void ignoresAListThatTheRegistrysKeyDidNotSign() throws Exception {
        var stranger = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256);
        publish(new Revocations(1, exchange.clock.instant(), Set.of("g-persons"), Set.of()), stranger);

        awaitLook();

        assertThat(code()).isEmpty();
    }
}
