package tw.qiao.analytics.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/**
 * Asks questions of a worker process that it keeps alive: a worker that ends, for whatever reason, is started again at
 * once; one that hangs is killed first. {@link #ask} always returns within its patience, with the answer or with a
 * {@link Problem}; questions only read, so one that a dying worker took along is asked again of the next.
 */
public final class SupervisedWorker implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SupervisedWorker.class.getName());
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final WorkerCommand command;
    private final Duration patience;
    private final Thread supervisor;
    private volatile CompletableFuture<WorkerProcess> current = new CompletableFuture<>();
    private volatile boolean closed;

    private SupervisedWorker(WorkerCommand command, Duration patience) {
        this.command = command;
        this.patience = patience;
        this.supervisor = Thread.ofPlatform().daemon().name("analytics-worker").unstarted(this::supervise);
    }

    /** Begins to start the worker and returns at once; {@code patience} is the longest that a question may take. */
    public static SupervisedWorker start(WorkerCommand command, Duration patience) {
        var worker = new SupervisedWorker(command, patience);
        worker.supervisor.start();
        return worker;
    }

    /** The answer; a problem {@code analytics_unavailable} or {@code analytics_too_slow} when there is none in time. */
    public Answer ask(Question question, String... parameters) {
        ObjectNode request = CanonicalJson.MAPPER.createObjectNode().put("question", question.name());
        List.of(parameters).forEach(request.putArray("parameters")::add);
        return ask(request);
    }

    /**
     * The answer to one SELECT of somebody else's, over nothing but {@code views}; a problem {@code analytics_…} when
     * it is anything else, takes too long or has too many rows.
     *
     * @param views names with what each is to read, for example a planned list of files
     */
    public Answer select(String sql, Map<String, String> views, int maximumRows) {
        ObjectNode request =
                CanonicalJson.MAPPER.createObjectNode().put("select", sql).put("maximumRows", maximumRows);
        views.forEach(request.putObject("views")::put);
        return ask(request);
    }

    private Answer ask(ObjectNode request) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            WorkerProcess worker = await(current, deadline, "analytics_unavailable");
            var sent = worker.ask(request);
            try {
                return answer(await(sent.answer(), deadline, "analytics_too_slow"));
            } catch (WorkerProcess.WorkerDied e) {
                LOG.log(System.Logger.Level.DEBUG, "Asking the next worker");
            } catch (Problem e) {
                killLaterIfStill(worker, sent);
                throw e;
            }
        }
    }

    /** The process id of the worker that answers now, for tests and diagnosis. */
    public long pid() {
        return await(current, System.nanoTime() + patience.toNanos(), "analytics_unavailable")
                .pid();
    }

    private void supervise() {
        Duration pause = Duration.ZERO;
        while (!closed) {
            long started = System.nanoTime();
            try {
                WorkerProcess worker = WorkerProcess.start(command, Math.max(1, (int) patience.toSeconds()));
                if (closed) {
                    worker.kill();
                }
                current.complete(worker);
                worker.serve();
                boolean lived = System.nanoTime() - started > TimeUnit.SECONDS.toNanos(5);
                pause = lived ? Duration.ZERO : longer(pause);
                if (!closed) {
                    LOG.log(System.Logger.Level.WARNING, "Worker ended, starting it again");
                }
                current = new CompletableFuture<>(); // before the questions learn of it, so that they find the next one
                worker.end();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.ERROR, "The worker does not start", e);
                pause = longer(pause.plusSeconds(1));
                current.completeExceptionally(unavailable(e));
            }
            rest(pause);
            if (current.isCompletedExceptionally()) {
                current = new CompletableFuture<>();
            }
        }
        current.completeExceptionally(unavailable(null));
    }

    /** No pause for the first deaths, so that a single crash costs only a start. */
    private static Duration longer(Duration pause) {
        Duration next = pause.isZero() ? Duration.ofMillis(50) : pause.multipliedBy(2);
        return next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
    }

    private void rest(Duration pause) {
        try {
            Thread.sleep(closed ? Duration.ZERO : pause);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private void killLaterIfStill(WorkerProcess worker, WorkerProcess.Pending sent) {
        Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(GRACE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (worker.isStillWaitingFor(sent)) {
                worker.kill();
            }
        });
    }

    private static <T> T await(CompletableFuture<T> future, long deadline, String codeWhenLate) {
        try {
            return future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw Problem.unavailable(codeWhenLate, "The figures could not be computed in time; try again", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
    }

    private static Problem unavailable(@Nullable Throwable cause) {
        String message = "The figures are not available at the moment; try again in a minute";
        return cause == null
                ? Problem.unavailable("analytics_unavailable", message)
                : Problem.unavailable("analytics_unavailable", message, cause);
    }

    private static Answer answer(JsonNode frame) {
        JsonNode problem = frame.get("problem");
        if (problem != null) {
            throw Problem.of(
                    problem.path("code").asString(),
                    problem.path("status").asInt(),
                    problem.path("retryable").asBoolean(),
                    problem.path("message").asString());
        }
        return new Answer(
                StreamSupport.stream(frame.path("columns").spliterator(), false)
                        .map(JsonNode::asString)
                        .toList(),
                StreamSupport.stream(frame.path("rows").spliterator(), false).toList());
    }

    @Override
    public void close() {
        closed = true;
        if (current.isDone() && !current.isCompletedExceptionally()) {
            current.join().kill();
        }
        supervisor.interrupt();
    }
}
