package tw.qiao.analytics.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.Problem;

class SupervisedWorkerTest {
    private static final Path DATA = Path.of("../data/vital-events");
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
    void answersANamedQuestion() {
        var row = worker.ask(Question.VITAL_EVENTS_COVERAGE).rows().getFirst();

        assertThat(row.text("events_from")).isEqualTo("2014-04");
        assertThat(row.text("events_to")).isEqualTo("2024-12");
        assertThat(row.text("population_to")).isEqualTo("2021-03");
    }

    @Test
    void answersWithinThreeHundredMilliseconds() {
        for (int i = 0; i < 5; i++) {
            worker.ask(Question.VITAL_EVENTS_BY_TOWNSHIP, "2014-04", "2024-12", "");
            worker.ask(Question.VITAL_EVENTS_BY_MONTH, "2014-04", "2024-12", "");
        }
        var times = new ArrayList<Long>();
        for (int i = 0; i < 11; i++) {
            long started = System.nanoTime();
            worker.ask(Question.VITAL_EVENTS_BY_TOWNSHIP, "2014-04", "2024-12", "");
            worker.ask(Question.VITAL_EVENTS_BY_MONTH, "2014-04", "2024-12", "");
            times.add((System.nanoTime() - started) / 1_000_000);
        }
        times.sort(null);
        System.out.println("Both questions of a page over all data, milliseconds: " + times);

        assertThat(times.get(times.size() / 2)).isLessThan(300);
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
        assertThat(worker.ask(Question.VITAL_EVENTS_COVERAGE).rows()).hasSize(1);
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
        assertThat(worker.ask(Question.VITAL_EVENTS_COVERAGE).rows()).hasSize(1);
    }

    @Test
    void killsAWorkerThatHangs() throws Exception {
        long first = worker.pid();
        signal("STOP", first);

        assertThatThrownBy(() -> worker.ask(Question.VITAL_EVENTS_COVERAGE))
                .isInstanceOfSatisfying(Problem.class, problem -> {
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
            assertThatThrownBy(() -> broken.ask(Question.VITAL_EVENTS_COVERAGE))
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.code()).isEqualTo("analytics_unavailable"));
        }
    }

    @Test
    void doesNotOutliveItsClient() throws Exception {
        long pid = worker.pid();
        worker.close();
        Thread.sleep(300);

        assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive)).isNotEqualTo(java.util.Optional.of(true));
    }

    @Test
    void refusesTheWrongNumberOfParameters() {
        assertThatThrownBy(() -> worker.ask(Question.VITAL_EVENTS_BY_MONTH, "2014-04"))
                .hasMessageContaining("3 parameters");
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try {
                worker.ask(Question.VITAL_EVENTS_COVERAGE);
                return;
            } catch (Problem e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    private static Answer askOrProblem(SupervisedWorker worker) {
        try {
            return worker.ask(Question.VITAL_EVENTS_BY_TOWNSHIP, "2014-04", "2024-12", "");
        } catch (Problem e) {
            assertThat(e.retryable()).isTrue();
            return new Answer(List.of(), List.of());
        }
    }

    private static Callable<Duration> timed(Callable<Answer> asking) {
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
