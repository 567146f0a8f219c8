package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.disk.Disk;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;

/** A log for tests: its name, its key, and entries that are the numbers from 0. */
final class TestLog {
    static final String ORIGIN = "ris.gov.tw/node1";
    static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
    static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.ED25519);

    private TestLog() {}

    static EvidenceLog open(Path folder) {
        return open(folder, Disk.REAL);
    }

    static EvidenceLog open(Path folder, Disk disk) {
        return EvidenceLog.open(folder, ORIGIN, KEY, Clock.fixed(NOW, ZoneOffset.UTC), disk);
    }

    static void fill(EvidenceLog log, int count) {
        for (int i = 0; i < count; i++) {
            log.append("k" + i, bytes("entry " + i));
        }
    }

    /** As {@link #fill}, by many threads, so in any order. */
    static void fillFast(EvidenceLog log, int count) {
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
            LongStream.range(0, count).forEach(i -> threads.execute(() -> log.append("k" + i, bytes("entry " + i))));
        }
        assertThat(log.size()).isEqualTo(count);
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static void assertProblem(String code, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
