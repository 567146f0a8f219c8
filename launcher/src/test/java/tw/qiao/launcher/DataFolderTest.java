package tw.qiao.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two commands want the same data folder. */
class DataFolderTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void theSecondWaitsUntilTheFirstGivesItBackAndSaysForWhom() throws Exception {
        List<String> said = new CopyOnWriteArrayList<>();
        var waits = new CountDownLatch(1);
        var second = new FolderTaker("qiao warehouse check", LONG, line -> {
            said.add(line);
            waits.countDown();
        });
        var first = DataFolder.openOrJoin(folder, FolderTaker.atOnce("qiao warehouse import"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = threads.submit(() -> DataFolder.openOrJoin(folder, second));
            assertThat(waits.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(waiting.isDone()).isFalse();

            first.close();

            try (var taken = waiting.get()) {
                assertThat(taken.shared()).isEmpty();
            }
        }
        assertThat(said).singleElement().asString().contains("qiao warehouse import", "120 s", "--no-wait");
    }

    @Test
    void oneThatDoesNotWaitIsToldWhoHasIt() {
        try (var _ = DataFolder.openOrJoin(folder, FolderTaker.atOnce("qiao warehouse import"))) {
            var second = FolderTaker.atOnce("qiao warehouse check");

            assertThatThrownBy(() -> DataFolder.openOrJoin(folder, second))
                    .hasMessageContaining("qiao warehouse import")
                    .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
        }
    }

    @Test
    void oneThatWaitsJoinsADemoAsSoonAsItSharesItsDatabase() throws Exception {
        var waits = new CountDownLatch(1);
        var second = new FolderTaker("qiao warehouse sql", LONG, _ -> waits.countDown());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var demo = DataFolder.open(folder)) {
            var waiting = threads.submit(() -> DataFolder.openOrJoin(folder, second));
            assertThat(waits.await(1, TimeUnit.MINUTES)).isTrue();

            demo.share(5432);

            try (var joined = waiting.get()) {
                assertThat(joined.shared()).hasValue(5432);
            }
        }
    }

    @Test
    void whatOneThatWasKilledSaidIsForgotten() throws IOException {
        Files.writeString(folder.resolve("lock"), "5432\nqiao demo\n");

        try (var taken = DataFolder.openOrJoin(folder, FolderTaker.atOnce("qiao warehouse sql"))) {
            assertThat(taken.shared()).isEmpty();
            assertThat(folder.resolve("lock")).content().doesNotContain("5432", "demo");
        }
    }
}
