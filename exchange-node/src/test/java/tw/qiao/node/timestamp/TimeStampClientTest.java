package tw.qiao.node.timestamp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.kernel.timestamp.TimeStampRequest;

/** What a node does with authorities that do not answer as they should. */
class TimeStampClientTest {
    private static final byte[] DATA = "a checkpoint".getBytes(UTF_8);
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path folder;

    private TimeStampAuthority good;
    private TimeStampServer goodServer;
    private HttpServer faulty;
    private UnaryOperator<byte[]> fault = UnaryOperator.identity();

    @BeforeEach
    void start() throws IOException {
        good = TimeStampAuthority.open(folder, CLOCK);
        goodServer = TimeStampServer.start(good, 0);
        faulty = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        faulty.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        faulty.createContext("/", exchange -> {
            try (exchange) {
                byte[] answer = fault.apply(exchange.getRequestBody().readAllBytes());
                exchange.sendResponseHeaders(answer.length == 0 ? 500 : 200, answer.length == 0 ? -1 : answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        faulty.start();
    }

    @AfterEach
    void stop() {
        faulty.stop(0);
        goodServer.close();
    }

    private URI faultyUrl() {
        return URI.create("http://127.0.0.1:" + faulty.getAddress().getPort() + "/");
    }

    private TimeStampClient client(AuthorityAddress... authorities) {
        return new TimeStampClient(List.of(authorities), Duration.ofMillis(700), CLOCK);
    }

    private AuthorityAddress address(URI url) {
        return new AuthorityAddress(url, good.certificate(), Optional.empty());
    }

    @Test
    void stampsByTheFirstAuthority() {
        try (var client = client(address(goodServer.url()))) {
            var token = client.stamp(DATA);

            assertThat(token.info().isOver(DATA)).isTrue();
            assertThat(token.info().policy()).isEqualTo(TimeStampAuthority.POLICY);
            assertThat(token.signer()).isEqualTo(good.certificate());
            assertThat(Duration.between(token.info().time(), CLOCK.instant()).abs())
                    .isLessThan(Duration.ofSeconds(5));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unreachable no answer in time",
                "refused status 500",
                "malformed not a stamp",
                "malformed cut short",
                "unreachable endless answer",
                "rejected with HTTP 200",
                "wrong_imprint",
                "wrong_nonce",
                "certificate_expired",
                "wrong_key_usage",
                "without_certificate",
                "authority_unknown",
                "of_other_time too old",
                "of_other_time ahead"
            })
    void refusesAStampAndGoesOnToTheNextAuthority(String name) {
        fault = fault(name);
        try (var alone = client(address(faultyUrl()));
                var both = client(address(faultyUrl()), address(goodServer.url()))) {
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> alone.stamp(DATA))
                    .withMessageContaining("time_stamp_" + name.replaceFirst(" .*", ""))
                    .matches(Problem::retryable);
            assertThat(both.stamp(DATA).signer()).isEqualTo(good.certificate());
        }
    }

    @Test
    void refusesAStampUnderAnotherPolicy() {
        var strict = new AuthorityAddress(goodServer.url(), good.certificate(), Optional.of("2.999.2"));
        try (var client = client(strict)) {
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> client.stamp(DATA))
                    .withMessageContaining("time_stamp_policy_changed");
        }
    }

    private UnaryOperator<byte[]> fault(String name) {
        Map<String, UnaryOperator<byte[]>> faults = Map.ofEntries(
                Map.entry("unreachable no answer in time", TimeStampClientTest::late),
                Map.entry("refused status 500", query -> new byte[0]),
                Map.entry("malformed not a stamp", query -> "sorry".getBytes(UTF_8)),
                Map.entry("malformed cut short", query -> Arrays.copyOf(good.answer(query), 300)),
                Map.entry("unreachable endless answer", query -> new byte[2_000_000]),
                Map.entry("rejected with HTTP 200", query -> good.answer(new byte[] {1, 2, 3})),
                Map.entry(
                        "wrong_imprint",
                        query -> good.answer(new TimeStampRequest(new byte[1], nonce(query)).encoded())),
                Map.entry("wrong_nonce", query -> good.answer(new TimeStampRequest(DATA, BigInteger.TWO).encoded())),
                Map.entry("certificate_expired", query -> by(KeyPurposeId.id_kp_timeStamping, past(), true, query)),
                Map.entry("wrong_key_usage", query -> by(KeyPurposeId.id_kp_serverAuth, CLOCK, true, query)),
                Map.entry("without_certificate", query -> by(KeyPurposeId.id_kp_timeStamping, CLOCK, false, query)),
                Map.entry("authority_unknown", query -> by(KeyPurposeId.id_kp_timeStamping, CLOCK, true, query)),
                Map.entry("of_other_time too old", query -> shifted(Duration.ofMinutes(-30), query)),
                Map.entry("of_other_time ahead", query -> shifted(Duration.ofMinutes(30), query)));
        return Objects.requireNonNull(faults.get(name));
    }

    private static byte[] late(byte[] query) {
        try {
            Thread.sleep(3_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return query;
    }

    private static Clock past() {
        return Clock.offset(CLOCK, Duration.ofDays(-20 * 365));
    }

    private static BigInteger nonce(byte[] query) {
        try {
            return new org.bouncycastle.tsp.TimeStampRequest(query).getNonce();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] by(KeyPurposeId usage, Clock since, boolean sendCertificate, byte[] query) {
        try {
            var key = SigningKey.generate(SignatureAlgorithm.ECDSA_P256_SHA256);
            var certificate = TimeStampAuthority.certificate(key, usage, since);
            return ForgedStamps.signedAnew(good.answer(query), key, certificate, sendCertificate);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] shifted(Duration by, byte[] query) {
        return TimeStampAuthority.open(folder, Clock.offset(CLOCK, by)).answer(query);
    }
}
