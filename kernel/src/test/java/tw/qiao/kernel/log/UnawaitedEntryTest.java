package tw.qiao.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;
import static tw.qiao.kernel.log.TestLog.bytes;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Entries for which nobody waits cost no write of their own, and are not forgotten. */
@Timeout(60)
class UnawaitedEntryTest {
    @TempDir
    Path folder;

    private final List<Integer> groups = new CopyOnWriteArrayList<>();
    private EvidenceLog log;

    @BeforeEach
    void open() {
        log = TestLog.open(folder);
        log.watch(new LogWatch() {
            @Override
            public void waited(long nanoseconds) {}

            @Override
            public void written(int entries) {
                groups.add(entries);
            }
        });
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void goesWithTheNextEntryThatSomebodyWaitsFor() {
        for (int i = 0; !groups.contains(3); i++) { // a slow machine may write the first two before
            begin("first" + i);
            begin("second" + i);
            log.append("third" + i, bytes("third"));
        }
    }

    @Test
    void isDurableOnceALaterOneIs() {
        begin("first");
        long second = log.append("second", bytes("second"));
        assertThat(second).isEqualTo(1);
        assertThat(log.indexOf("first")).hasValue(0);
        assertThat(log.size()).isEqualTo(2);
    }

    @Test
    void isWrittenThoughNothingFollows() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            begin("alone" + i);
            while (log.size() == i) {
                Thread.sleep(1);
            }
        }
    }

    @Test
    void isWrittenAtOnceWhenSomebodyBeginsToWait() {
        assertThat(begin("first").await().index()).isZero();
        assertThat(begin("first").await().index()).isZero();
    }

    @Test
    void isWrittenBeforeTheLogCloses() {
        begin("last");
        log.close();
        log = TestLog.open(folder);
        assertThat(log.indexOf("last")).hasValue(0);
    }

    private Appending begin(String key) {
        return log.begin(new NewEntry(key, bytes(key)));
    }
}
