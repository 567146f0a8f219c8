package tw.qiao.platform.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.WitnessPolicy;
import tw.qiao.platform.support.TestDatabase;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestWitnesses;

/** The platform's log before the eyes of witnesses. */
class CosignedLogTest {
    @TempDir
    Path data;

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static String shown(TestPlatform platform, String path) {
        return new String(new PublicFiles(platform.address()).get(path).body(), UTF_8);
    }

    private static void append(TestPlatform platform, String key) {
        platform.bean(EvidenceLog.class).append(key, key.getBytes(UTF_8));
        platform.bean(EvidenceLog.class).checkpointNow();
    }

    private static long sizeShown(TestPlatform platform) {
        return platform.bean(EvidenceLog.class).shown().size();
    }

    private static boolean isBelieved(TestWitnesses witnesses, String note) {
        try {
            WitnessPolicy.parse(witnesses.policy().getBytes(UTF_8)).verify(note);
            return true;
        } catch (tw.qiao.kernel.Problem tooFew) {
            return false;
        }
    }

    @Test
    void showsACheckpointOnceEnoughWitnessesSawItAndTheOneBeforeUntilThen() throws InterruptedException {
        String database = TestDatabase.create();
        try (var witnesses = new TestWitnesses(data)) {
            long before;
            try (var platform = TestPlatform.start(database, data, witnesses.setting())) {
                witnesses.sendAway(2);
                append(platform, "one");
                var log = platform.bean(EvidenceLog.class);
                await(() ->
                        sizeShown(platform) == log.size() && isBelieved(witnesses, shown(platform, "/log/checkpoint")));
                assertThat(shown(platform, "/log/policy")).isEqualTo(witnesses.policy());
                assertThat(Jsoup.parse(shown(platform, "/log"))
                                .select("#witnesses")
                                .text())
                        .contains("2 位見證者連署（共 3 位），達到門檻");

                witnesses.sendAway(0, 1, 2);
                before = sizeShown(platform);
                append(platform, "two");
                await(() -> !platform.bean(Cosigning.class).seen().isEnough());

                assertThat(log.size()).isGreaterThan(before);
                assertThat(isBelieved(witnesses, shown(platform, "/log/checkpoint")))
                        .isTrue();
                assertThat(sizeShown(platform)).isEqualTo(before);
                assertThat(Jsoup.parse(shown(platform, "/log"))
                                .select("#witnesses")
                                .text())
                        .contains("尚未達到門檻");
                assertThat(platform.bean(WitnessesHealth.class)
                                .health()
                                .getStatus()
                                .getCode())
                        .isEqualTo("DEGRADED");
                assertThat(shown(platform, "/actuator/health")).contains("\"status\":\"UP\"");
            }
            try (var platform = TestPlatform.start(database, data, witnesses.setting())) {
                assertThat(sizeShown(platform)).as("also after a restart").isEqualTo(before);
                witnesses.sendAway(1);
                await(() -> sizeShown(platform) > before);
                assertThat(isBelieved(witnesses, shown(platform, "/log/checkpoint")))
                        .isTrue();
            }
        }
    }
}
