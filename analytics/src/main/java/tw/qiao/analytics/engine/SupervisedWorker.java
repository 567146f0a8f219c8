package tw.qiao.analytics.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/**
 * Asks a worker process that it keeps alive: a worker that ends, for whatever reason, is started again at once; one
 * that hangs is killed first. {@link #select} always returns within its patience, with the answer or with a
 * {@link Problem}.
 */
public final class SupervisedWorker implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SupervisedWorker.class.getName());
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LAST_BREATH = Duration.ofSeconds(5);

    private final WorkerCommand command;
    private final Duration patience;
    private final Thread supervisor;
    private volatile CompletableFuture<WorkerProcess> current = new CompletableFuture<>();
    private volatile @Nullable WorkerProcess newest;
    private volatile boolean closed;

    private SupervisedWorker(WorkerCommand command, Duration patience) {
        this.command = command;
        this.patience = patience;
        this.supervisor = Thread.ofPlatform().daemon().name("analytics-worker").unstarted(this::supervise);
    }

    /** Begins to start the worker and returns at once; {@code patience} is the longest that a statement may take. */
    public static SupervisedWorker start(WorkerCommand command, Duration patience) {
        var worker = new SupervisedWorker(command, patience);
        worker.supervisor.start();
        return worker;
    }

    /** The tree of a statement as JSON text, as DuckDB's {@code json_serialize_sql} gives it; nothing is run. */
    public String parse(String statement) {
        return sendOnce(CanonicalJson.MAPPER.createObjectNode().put("parse", statement), _ -> {})
                .path("tree")
                .asString();
    }

    /**
     * The answer to a statement of others, which is tried once only: it may be what ends the worker. Whoever interrupts
     * the thread that waits ends the statement in the engine too.
     */
    public SelectionAnswer select(Selection selection) {
        return answer(sendOnce(request(selection), _ -> {}));
    }

    /**
     * The answer to a statement of others that may come in parts. One that has more than the selection's number of rows
     * is a problem {@code query_too_long}. The parts wait on the disk until the stream is closed.
     */
    public Stream<SelectionAnswer> selectAll(Selection selection) {
        var spool = Spool.open();
        try {
            JsonNode last = sendOnce(request(selection), spool::add);
            if (last.path("truncated").asBoolean()) {
                throw Spool.tooLong();
            }
            spool.add(last);
            return spool.frames().map(SupervisedWorker::answer);
        } catch (RuntimeException e) {
            spool.close();
            throw e;
        }
    }

    private ObjectNode request(Selection selection) {
        ObjectNode request = CanonicalJson.MAPPER.createObjectNode();
        request.put("select", selection.statement());
        selection.parameters().forEach(request.putArray("parameters")::add);
        selection.tables().forEach(request.putObject("tables")::put);
        request.put("rows", selection.maximumRows()).put("inParts", selection.inParts());
        return request.put(
                "seconds", Math.clamp(patience.toSeconds() - 1, 1, selection.seconds())); // before it is killed
    }

    private static SelectionAnswer answer(JsonNode frame) {
        return new SelectionAnswer(
                texts(frame.path("columns")),
                texts(frame.path("types")),
                StreamSupport.stream(frame.path("rows").spliterator(), false).toList(),
                frame.path("truncated").asBoolean());
    }

    private JsonNode sendOnce(ObjectNode request, Consumer<JsonNode> parts) {
        try {
            return send(request, parts, deadline());
        } catch (WorkerProcess.WorkerDied e) {
            throw Problem.of(
                    "analytics_died", 503, false, "The engine ended while it worked at this statement; ask for less");
        }
    }

    private JsonNode send(ObjectNode request, Consumer<JsonNode> parts, long deadline) {
        WorkerProcess worker = await(current, deadline, "analytics_unavailable");
        var sent = worker.ask(request, parts);
        try {
            return checked(await(sent.answer(), deadline, "analytics_too_slow"));
        } catch (Problem e) {
            if (Thread.currentThread().isInterrupted()) {
                worker.cancel(sent);
            }
            killLaterIfStill(worker, sent);
            throw e;
        }
    }

    private long deadline() {
        return System.nanoTime() + patience.toNanos();
    }

    /** The process id of the worker that answers now, for tests and diagnosis. */
    public long pid() {
        return await(current, deadline(), "analytics_unavailable").pid();
    }

    private void supervise() {
        Duration pause = Duration.ZERO;
        while (!closed) {
            long started = System.nanoTime();
            try {
                WorkerProcess worker = WorkerProcess.start(command);
                newest = worker;
                if (closed) {
                    worker.kill(); // whoever closed this may have looked before there was a process
                }
                worker.awaitReady();
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
                if (!closed) {
                    LOG.log(System.Logger.Level.ERROR, "The worker does not start", e);
                }
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

    private static JsonNode checked(JsonNode frame) {
        JsonNode problem = frame.get("problem");
        if (problem != null) {
            throw Problem.of(
                    problem.path("code").asString(),
                    problem.path("status").asInt(),
                    problem.path("retryable").asBoolean(),
                    problem.path("message").asString());
        }
        return frame;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    /** Returns when the process has ended, also one that was still starting: its folders may go then. */
    @Override
    public void close() {
        closed = true;
        killNewest();
        supervisor.interrupt();
        try {
            supervisor.join(LAST_BREATH);
            WorkerProcess last = newest;
            if (last != null) {
                last.awaitEnd(LAST_BREATH);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void killNewest() {
        WorkerProcess last = newest;
        if (last != null) {
            last.kill();
        }
    }
}
