package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.log.Note;
import tw.qiao.kernel.log.NoteKey;
import tw.qiao.kernel.log.Witness;
import tw.qiao.kernel.registry.NodeAddress;

/** Three nodes that cosign each other's logs. */
abstract class WitnessedNodes {
    static final String REST = "/A123456789?fields=name";

    @TempDir
    Path folder;

    ExchangeFixture exchange;

    @BeforeEach
    void start() {
        exchange = ExchangeFixture.on(folder).looking(ExchangeFixture.QUICK).startAll();
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    final HttpResponse<String> get(String code, String path) {
        return exchange.send(HttpRequest.newBuilder(uri(code, path)).build());
    }

    final HttpResponse<String> add(String code, String body) {
        return exchange.send(HttpRequest.newBuilder(uri(code, "/witness/add-checkpoint"))
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    final URI uri(String code, String path) {
        return URI.create("http://127.0.0.1:" + exchange.settings(code).consumerPort() + path);
    }

    final String origin(String code) {
        return exchange.settings(code).logOrigin();
    }

    final Note shown(String code) {
        return Note.parse(get(code, "/log/checkpoint").body());
    }

    final long sizeShown(String code) {
        return Long.parseLong(shown(code).text().lines().skip(1).findFirst().orElseThrow());
    }

    final NoteKey witness(String code) {
        return NoteKey.ofWitness(
                NodeAddress.witnessName(origin(code)),
                exchange.keys(code).witness().verificationKey());
    }

    final boolean isCosigned(String log, String by) {
        return shown(log).isSignedBy(witness(by));
    }

    /** Whether {@code witness} shows a checkpoint of {@code log} with at least {@code size} entries. */
    final boolean holds(String witness, String log, long size) {
        var held = get(witness, "/witness/" + Witness.hash(origin(log)) + "/checkpoint");
        return held.statusCode() == 200
                && Long.parseLong(held.body().lines().skip(1).findFirst().orElseThrow()) >= size;
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    final void exchangeOnce() {
        assertThat(exchange.askPerson(REST).statusCode()).isEqualTo(200);
    }
}
