package tw.qiao.node.timestamp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.FreePort;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.NoteKey;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.kernel.timestamp.TimeStampToken;
import tw.qiao.node.timestamp.StampState.Level;

class CheckpointStampsTest {
    private static final String ORIGIN = "exchange.qiao/TW/GOV/RIS";

    @TempDir
    Path folder;

    private final Hands clock = new Hands();
    private final SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519);
    private final int port = FreePort.find();
    private final Set<Long> unseen = new HashSet<>();
    private TimeStampAuthority authority;
    private EvidenceLog log;
    private TimeStampClient client;
    private CheckpointStamps stamps;

    /** A clock that the test sets. */
    private static final class Hands extends Clock {
        private Instant now = Instant.parse("2026-11-21T08:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void open() {
        authority = TimeStampAuthority.open(folder.resolve("authority"), clock);
        log = EvidenceLog.open(folder.resolve("log"), ORIGIN, key, clock);
        var address = new AuthorityAddress(
                URI.create("http://127.0.0.1:" + port + "/"), authority.certificate(), Optional.empty());
        client = new TimeStampClient(List.of(address), Duration.ofSeconds(2), clock);
        stamps = stamps();
    }

    private CheckpointStamps stamps() {
        var files = new StampFiles(folder.resolve("stamps"), NoteKey.ofLog(ORIGIN, key.verificationKey()));
        return new CheckpointStamps(files, log, checkpoint -> !unseen.contains(checkpoint.size()), client, clock);
    }

    @AfterEach
    void close() {
        stamps.close();
        client.close();
        log.close();
    }

    private long append(String name) {
        long index = log.append(name, name.getBytes(UTF_8));
        log.checkpointNow();
        return index;
    }

    @Test
    void stampsTheNewestCheckpointOnceAMinuteAtMost() {
        try (var _ = TimeStampServer.start(authority, port)) {
            append("one");
            stamps.look();
            append("two");
            stamps.look();
            assertThat(stamps.state().stamped()).isEqualTo(1);

            clock.pass(Duration.ofMinutes(1));
            stamps.look();

            assertThat(stamps.state().stamped()).isEqualTo(2);
            assertThat(stamps.state().level()).isEqualTo(Level.CURRENT);
        }
    }

    @Test
    void findsTheFirstStampThatCoversAnEntryAlsoAfterARestart() {
        try (var _ = TimeStampServer.start(authority, port)) {
            long first = append("one");
            stamps.look();
            clock.pass(Duration.ofMinutes(1));
            long second = append("two");
            stamps.look();
            stamps.close();
            stamps = stamps();

            assertThat(stamps.firstWith(first).orElseThrow().checkpoint().size())
                    .isEqualTo(1);
            var stamped = stamps.firstWith(second).orElseThrow();
            assertThat(stamped.checkpoint().size()).isEqualTo(2);
            var token = TimeStampToken.parse(Base64.getDecoder().decode(stamped.token()));
            assertThat(token.info().isOver(stamped.checkpoint().note().getBytes(UTF_8)))
                    .isTrue();
            assertThat(stamps.firstWith(second + 1)).isEmpty();
        }
    }

    @Test
    void prefersTheFirstStampedStateThatEnoughWitnessesSaw() {
        try (var _ = TimeStampServer.start(authority, port)) {
            unseen.add(1L);
            long first = append("one");
            stamps.look();
            clock.pass(Duration.ofMinutes(2));
            stamps.look();
            assertThat(stamps.firstWith(first).orElseThrow().checkpoint().size())
                    .as("nothing better is there")
                    .isEqualTo(1);

            append("two");
            assertThat(stamps.firstWith(first))
                    .as("the newest state was seen and is not stamped yet")
                    .isEmpty();
            clock.pass(Duration.ofMinutes(2));
            stamps.look();
            append("three");

            assertThat(stamps.firstWith(first).orElseThrow().checkpoint().size())
                    .isEqualTo(2);
        }
    }

    @Test
    void saysEverLouderThatNoAuthorityAnswersAndCatchesUpWithOneStamp() {
        append("one");
        stamps.look();
        assertThat(stamps.state().level()).isEqualTo(Level.CURRENT);
        assertThat(stamps.state().failure()).contains("time_stamp_unreachable");

        clock.pass(Duration.ofMinutes(6));
        append("two");
        stamps.look();
        assertThat(stamps.state().level()).isEqualTo(Level.LATE);
        clock.pass(Duration.ofHours(4));
        assertThat(stamps.state().level()).isEqualTo(Level.ALARM);
        clock.pass(Duration.ofHours(20));
        assertThat(stamps.state().level()).isEqualTo(Level.CRITICAL);

        try (var _ = TimeStampServer.start(authority, port)) {
            stamps.look();
        }
        assertThat(stamps.state().level()).isEqualTo(Level.CURRENT);
        assertThat(stamps.firstWith(0).orElseThrow().checkpoint().size()).isEqualTo(2);
    }
}
