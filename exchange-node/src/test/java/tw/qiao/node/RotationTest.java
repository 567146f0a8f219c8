package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.registry.NodeAddress;
import tw.qiao.kernel.registry.OtherSigningKey;
import tw.qiao.kernel.registry.OtherTlsKey;
import tw.qiao.node.keys.NodeKeys;
import tw.qiao.node.settings.PeerProtocol;

/** A node changes its keys while exchanges go on. */
class RotationTest {
    private static final String REST = "/A123456789";

    @TempDir
    private Path folder;

    PeerProtocol protocol() {
        return PeerProtocol.HTTP1;
    }

    private ExchangeFixture exchange() {
        return ExchangeFixture.on(folder).speak(protocol()).looking(ExchangeFixture.QUICK);
    }

    private HttpResponse<String> reload(ExchangeFixture exchange, String code) {
        return exchange.send(HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + exchange.settings(code).consumerPort() + "/operations/reload"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private void replace(ExchangeFixture exchange, String code, String... names) throws IOException {
        Path from = folder.resolve("fresh-" + code);
        for (String name : names) {
            Files.copy(from.resolve(name), from.resolve(name + ".copy"), StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(
                    from.resolve(name + ".copy"),
                    exchange.settings(code).home().resolve(name),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private NodeKeys fresh(ExchangeFixture exchange, String code) {
        return NodeKeys.create(folder.resolve("fresh-" + code), exchange.clock, exchange.ids);
    }

    private static NodeAddress withOther(NodeAddress node, NodeKeys keys, Instant from, Instant until) {
        return node.changingTo(
                List.of(new OtherSigningKey(keys.signing().verificationKey(), from, until)),
                List.of(new OtherTlsKey(keys.tls().verificationKey().id(), from, until)));
    }

    private void awaitRegistry(ExchangeFixture exchange, int number) throws InterruptedException {
        for (String code : exchange.nodes.keySet()) {
            for (int i = 0; i < 100 && !exchange.health(code).contains("\"registry\":" + number + ","); i++) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    @Test
    void noExchangeFailsWhileBothNodesChangeAllTheirKeys() throws Exception {
        try (var exchange = exchange().startAll()) {
            var going = new AtomicBoolean(true);
            var done = new AtomicInteger();
            var failures = new ArrayList<String>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 8; i++) {
                    threads.execute(() -> {
                        while (going.get()) {
                            var answer = exchange.askPerson(REST);
                            done.incrementAndGet();
                            if (answer.statusCode() != 200) {
                                synchronized (failures) {
                                    failures.add(answer.body());
                                }
                            }
                        }
                    });
                }
                rotate(exchange, "RIS", 2);
                rotate(exchange, "QIAO", 4);
                going.set(false);
            }
            assertThat(failures).isEmpty();
            assertThat(done).hasValueGreaterThan(100);
        }
    }

    /** Has the new keys registered, takes them into use, and has the old ones struck out. */
    private void rotate(ExchangeFixture exchange, String code, int registry) throws Exception {
        var fresh = fresh(exchange, code);
        var now = exchange.clock.instant();
        exchange.change(code, node -> withOther(node, fresh, now.minusSeconds(60), now.plus(Duration.ofDays(1))));
        exchange.publishRegistry();
        awaitRegistry(exchange, registry);
        TimeUnit.SECONDS.sleep(2); // what is under way knows the old key alone

        replace(exchange, code, "signing.pem", "tls.pem", "tls.crt");
        var taken = reload(exchange, code);
        assertThat(taken.body()).contains(fresh.signing().verificationKey().id());
        TimeUnit.SECONDS.sleep(5); // what is under way was signed with the old key

        exchange.keys.put(code, fresh);
        exchange.change(code, node -> node);
        exchange.publishRegistry();
        awaitRegistry(exchange, registry + 1);
        TimeUnit.MILLISECONDS.sleep(500);
    }

    @Test
    void aKeyCountsInItsTimeOnly() throws Exception {
        try (var exchange = exchange()) {
            var fresh = fresh(exchange, "QIAO");
            var now = exchange.clock.instant();
            exchange.change("QIAO", node -> withOther(node, fresh, now.minusSeconds(60), now.minusSeconds(1)));
            exchange.startAll();
            assertThat(exchange.askPerson(REST).statusCode()).isEqualTo(200);

            replace(exchange, "QIAO", "signing.pem");
            reload(exchange, "QIAO");

            assertThat(exchange.askPerson(REST).statusCode()).isEqualTo(500);
            assertThat(exchange.get("QIAO", "/health/ready").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void aChangedCertificateIsTakenUpByItselfAndABrokenOneIsNot() throws Exception {
        try (var exchange = exchange().startAll()) {
            var settings = exchange.settings("RIS");
            Files.writeString(settings.home().resolve("tls.crt"), "half a certifi");
            var refused = reload(exchange, "RIS");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(exchange.askPerson(REST).statusCode()).isEqualTo(200);

            var renewed = NodeKeys.renewed(exchange.keys("RIS"), Duration.ofDays(20), exchange.clock, exchange.ids);
            Files.writeString(settings.home().resolve("tls.crt"), renewed);

            for (int i = 0; i < 200 && !exchange.health("RIS").contains("ends in 19 days"); i++) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            assertThat(exchange.health("RIS")).contains("The TLS certificate ends in 19 days");
            assertThat(exchange.askPerson(REST).statusCode()).isEqualTo(200);
        }
    }
}
