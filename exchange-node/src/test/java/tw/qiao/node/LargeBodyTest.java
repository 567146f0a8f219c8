package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.node.settings.PeerProtocol;
import tw.qiao.node.spool.Bounds;

/** Bodies that are too large for memory, from system to system. */
class LargeBodyTest {
    private static final long LARGEST = 4 * 1024 * 1024;
    private static final long MB_3 = 3 * 1024 * 1024 + 17;

    @TempDir
    Path folder;

    LargeFixture large;

    @BeforeEach
    void start() {
        large = new LargeFixture(folder, new Bounds(LARGEST, 2 * LARGEST, 4, LARGEST));
        large.start(protocol());
    }

    PeerProtocol protocol() {
        return PeerProtocol.HTTP1;
    }

    @AfterEach
    void stop() {
        large.close();
    }

    @Test
    void carriesALargeRequestToTheSystemBehindTheProvider() {
        var answer = large.ask("POST", "", MB_3);

        assertThat(answer.status()).as(answer.start()).isEqualTo(200);
        assertThat(answer.start()).isEqualTo(LargeFixture.sha256OfZeros(MB_3));
        assertThat(large.system.received.get()).isEqualTo(MB_3);
    }

    @Test
    void carriesALargeAnswerToTheConsumersSystem() {
        var answer = large.ask("GET", "/" + MB_3, 0);

        assertThat(answer.status()).as(answer.start()).isEqualTo(200);
        assertThat(answer.head()).contains("content-length: " + MB_3, "x-road-request-hash:");
        assertThat(answer.length()).isEqualTo(MB_3);
        assertThat(answer.sha256()).isEqualTo(LargeFixture.sha256OfZeros(MB_3));
    }

    @Test
    void carriesLargeBodiesWhoseLengthNobodyTells() {
        var request = large.askChunked(MB_3);
        var answer = large.ask("GET", "/chunked/" + MB_3, 0);

        assertThat(request.start()).isEqualTo(LargeFixture.sha256OfZeros(MB_3));
        assertThat(answer.sha256()).isEqualTo(LargeFixture.sha256OfZeros(MB_3));
    }

    @Test
    void carriesWhatIsJustSmallAndJustLarge() {
        for (long size : new long[] {256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1}) {
            assertThat(large.ask("PUT", "", size).start()).isEqualTo(LargeFixture.sha256OfZeros(size));
            assertThat(large.ask("GET", "/" + size, 0).sha256()).isEqualTo(LargeFixture.sha256OfZeros(size));
        }
    }

    @Test
    void asksNobodyWhenTheBodyOfARequestEndsEarly() throws Exception {
        int entries = large.exchange.entries("RIS");
        try {
            large.askCut(MB_3, MB_3 - 1);
        } catch (UncheckedIOException noAnswer) {
            assertThat(noAnswer.getCause()).hasMessageContaining("No answer");
        }

        assertThat(large.system.asked).hasValue(0);
        assertThat(large.exchange.entries("RIS")).isEqualTo(entries);
        assertThat(large.leftInSpools()).isEmpty();
    }

    @Test
    void tellsNothingOfAnAnswerThatEndsEarly() {
        var answer = large.ask("GET", "/cut/" + MB_3, 0);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.error()).isEqualTo("server.serverproxy.service_failed.network_error");
        assertThat(large.leftInSpools()).isEmpty();
    }

    @Test
    void refusesWhatIsLongerThanTheNodeCarries() {
        var request = large.ask("POST", "", LARGEST + 1);
        var answer = large.ask("GET", "/" + (LARGEST + 1), 0);

        assertThat(request.status()).isEqualTo(413);
        assertThat(request.error()).isEqualTo("server.clientproxy.body_too_large");
        assertThat(answer.error()).isEqualTo("server.serverproxy.service_failed.body_too_large");
        assertThat(large.system.asked).hasValue(1);
    }

    @Test
    void tellsThatTheProviderCarriesLessAndGoesOnWithSmallerBodies() {
        large.exchange.stop("RIS");
        var settings = large.exchange.settings("RIS");
        var smaller = new Bounds(LARGEST / 2, LARGEST, 4, LARGEST);
        large.exchange.settings.put("RIS", settings.with(settings.options().carrying(smaller)));
        large.exchange.start("RIS");

        for (int i = 0; i < 3; i++) {
            var refused = large.ask("POST", "", MB_3);

            assertThat(refused.status()).as(refused.start()).isEqualTo(413);
            assertThat(refused.error()).isEqualTo("server.serverproxy.body_too_large");
            assertThat(large.ask("POST", "", LARGEST / 4).status()).isEqualTo(200);
        }
    }

    @Test
    void refusesAnotherLargeBodyUntilThereIsRoomForIt() throws Exception {
        try (var first = large.holding(LARGEST);
                var second = large.holding(LARGEST)) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            large.awaitInSpool("QIAO", 2);

            var refused = large.ask("POST", "", MB_3);

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.error()).isEqualTo("server.clientproxy.spool_full");
            assertThat(refused.head()).contains("retry-after: ");
            assertThat(large.ask("POST", "", 100).status()).isEqualTo(200);
        }
        assertThat(large.leftInSpools()).isEmpty();
        assertThat(large.ask("POST", "", MB_3).status()).isEqualTo(200);
    }

    @Test
    void sendsNoLargeBodyToAServiceThatIsAView() {
        var refused = large.askPersons(MB_3);

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.error()).isEqualTo("server.serverproxy.body_too_large");
    }

    @Test
    void leavesNothingInTheSpoolAndKeepsTheAnswerForItsOwnerAlone() throws Exception {
        large.ask("POST", "", MB_3);
        large.ask("GET", "/" + MB_3, 0);

        assertThat(large.leftInSpools()).isEmpty();
        var kept = large.files("RIS", "private/answers");
        assertThat(kept).hasSize(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept.getFirst())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                        large.exchange.settings("RIS").home().resolve("spool"))))
                .isEqualTo("rwx------");
        assertThat(new String(Files.readAllBytes(kept.getFirst()), StandardCharsets.ISO_8859_1))
                .doesNotContain("\0".repeat(32));
    }

    @Test
    void repeatsALargeAnswerWithoutAskingAgainAlsoAfterAStart() {
        String id = large.exchange.newId();
        large.ask("GET", "/" + MB_3, 0, "X-Road-Id: " + id);
        large.exchange.stop("RIS");
        large.exchange.start("RIS");

        var again = large.ask("GET", "/" + MB_3, 0, "X-Road-Id: " + id);

        assertThat(again.sha256()).isEqualTo(LargeFixture.sha256OfZeros(MB_3));
        assertThat(large.system.asked).hasValue(1);
    }

    @Test
    void saysThatALargeAnswerIsGoneWhenNewerOnesTookItsPlace() {
        String id = large.exchange.newId();
        large.ask("GET", "/" + MB_3, 0, "X-Road-Id: " + id);
        large.ask("GET", "/" + (MB_3 + 1), 0);

        var again = large.ask("GET", "/" + MB_3, 0, "X-Road-Id: " + id);

        assertThat(again.status()).isEqualTo(410);
        assertThat(again.error()).isEqualTo("server.serverproxy.answer_erased");
        assertThat(large.files("RIS", "private/answers")).hasSize(1);
    }
}
