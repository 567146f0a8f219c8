package tw.qiao.analytics.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.kernel.Problem;

class SupervisedWorkerTest {
    private static final Path DATA = Path.of("../data/warehouse");
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @TempDir
    private Path scratch;

    private SupervisedWorker worker;

    @BeforeEach
    void start() {
        worker = SupervisedWorker.start(
                WorkerCommand.classPath(System.getProperty("java.class.path"), DATA, scratch), PATIENCE);
        awaitReady();
    }

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void answersAStatement() {
        assertThat(ask(worker).rows().getFirst().path(0).asInt()).isEqualTo(42);
    }

    @Test
    void answersOrExplainsWithinTwoSecondsWhenTheWorkerIsKilledInTheMiddle() throws Exception {
        long first = worker.pid();
        signal("STOP", first); // the question is certainly under way when the worker dies
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Duration> asked = threads.submit(timed(() -> askOrProblem(worker)));
            Thread.sleep(200);
            signal("KILL", first);

            assertThat(asked.get()).isLessThan(PATIENCE.plusMillis(200));
        }

        awaitReady();
        assertThat(worker.pid()).isNotEqualTo(first);
        assertThat(ask(worker).rows()).hasSize(1);
    }

    @Test
    void keepsAnsweringWhileTheWorkerIsKilledAgainAndAgain() throws Exception {
        var answers = new ArrayList<Future<Duration>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int kill = 0; kill < 4; kill++) {
                for (int i = 0; i < 10; i++) {
                    answers.add(threads.submit(timed(() -> askOrProblem(worker))));
                }
                Thread.sleep(30);
                signal("KILL", worker.pid());
                awaitReady();
            }
        }

        for (Future<Duration> answer : answers) {
            assertThat(answer.get()).isLessThan(PATIENCE.plusMillis(300));
        }
        assertThat(ask(worker).rows()).hasSize(1);
    }

    @Test
    void killsAWorkerThatHangs() throws Exception {
        long first = worker.pid();
        signal("STOP", first);

        assertThatThrownBy(() -> ask(worker)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo("analytics_too_slow");
            assertThat(problem.retryable()).isTrue();
        });
        Thread.sleep(1_200);
        awaitReady();

        assertThat(worker.pid()).isNotEqualTo(first);
    }

    @Test
    void leavesNoLibraryOfDeadWorkersBehind() throws Exception {
        signal("KILL", worker.pid());
        awaitReady();
        signal("KILL", worker.pid());
        awaitReady();

        try (var left = Files.list(scratch)) {
            assertThat(left).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void saysThatFiguresAreUnavailableWhenNoWorkerStarts() {
        var command = WorkerCommand.jar(Path.of("nowhere.jar"), DATA, scratch.resolve("other"));
        try (var broken = SupervisedWorker.start(command, Duration.ofMillis(500))) {
            assertThatThrownBy(() -> ask(broken))
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.code()).isEqualTo("analytics_unavailable"));
        }
    }

    @Test
    void doesNotOutliveItsClient() throws Exception {
        long pid = worker.pid();
        worker.close();

        assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive)).isNotEqualTo(Optional.of(true));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 30, 200})
    void endsAlsoAWorkerThatIsStillStartingWhenItIsClosed(int milliseconds) throws Exception {
        Path own = scratch.resolve("own");
        var command = WorkerCommand.classPath(System.getProperty("java.class.path"), DATA, own);
        var starting = SupervisedWorker.start(command, PATIENCE);
        Thread.sleep(milliseconds);

        starting.close();

        assertThat(ProcessHandle.current().descendants())
                .noneMatch(process ->
                        process.info().commandLine().orElse("").contains(own.toString()) && process.isAlive());
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try {
                ask(worker);
                return;
            } catch (Problem e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    private static SelectionAnswer ask(SupervisedWorker worker) {
        return worker.select(new Selection("select 42", List.of(), Map.of(), 1, 1));
    }

    /** A statement that a dying worker took along is not tried again, because it may be what ended the worker. */
    private static Optional<SelectionAnswer> askOrProblem(SupervisedWorker worker) {
        try {
            return Optional.of(ask(worker));
        } catch (Problem e) {
            assertThat(e.status()).isEqualTo(503);
            return Optional.empty();
        }
    }

    private static Callable<Duration> timed(Callable<?> asking) {
        return () -> {
            long started = System.nanoTime();
            asking.call();
            return Duration.ofNanos(System.nanoTime() - started);
        };
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException, ExecutionException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
    }
}
