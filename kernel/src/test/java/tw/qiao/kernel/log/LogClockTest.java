package tw.qiao.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;
import static tw.qiao.kernel.log.TestLog.KEY;
import static tw.qiao.kernel.log.TestLog.ORIGIN;
import static tw.qiao.kernel.log.TestLog.bytes;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogClockTest {
    @TempDir
    Path folder;

    @Test
    void keepsItsOrderAndItsCheckpointsWhereverTheClockJumps() {
        var times = new Instant[] {
            Instant.parse("2026-11-21T00:00:00Z"),
            Instant.parse("2038-01-19T03:14:08Z"),
            Instant.parse("2106-02-07T06:28:16Z"),
            Instant.parse("1969-12-31T23:59:59Z"),
            Instant.parse("2016-12-31T23:59:59.999Z"),
            Instant.parse("2016-12-31T23:59:59.100Z") // the same second again, as a leap second is told
        };
        for (Instant time : times) {
            try (var log = EvidenceLog.open(folder, ORIGIN, KEY, Clock.fixed(time, ZoneOffset.UTC))) {
                log.append(time.toString(), bytes("entry"));
                assertThat(log.checkpointNow().size()).isEqualTo(log.size());
            }
        }
        try (var log = TestLog.open(folder)) {
            var seen = new ArrayList<Instant>();
            log.forEach(0, entry -> seen.add(entry.appendedAt()));
            assertThat(seen).containsExactly(times);
        }
    }
}
