package tw.qiao.analytics.engine;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;

/** One life of a worker process, from its start to its end. */
final class WorkerProcess {
    private final Process process;
    private final DataOutputStream out;
    private final DataInputStream in;
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicLong lastId = new AtomicLong();
    private final Map<Long, Pending> pending = new ConcurrentHashMap<>();

    private volatile boolean ended;

    private WorkerProcess(Process process) {
        this.process = process;
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    }

    /** A worker that begins to start. */
    static WorkerProcess start(WorkerCommand command) throws IOException {
        Files.createDirectories(command.scratch());
        sweep(command.scratch());
        return new WorkerProcess(new ProcessBuilder(command.line())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Returns when the worker has said that it is ready. */
    void awaitReady() throws IOException {
        if (Frames.read(in).isEmpty()) {
            kill();
            throw new IOException("The worker ended before it was ready");
        }
    }

    /** The engine unpacks its native library at each start, and a killed worker leaves it behind. */
    private static void sweep(Path scratch) throws IOException {
        try (var left = Files.list(scratch)) {
            for (Path file : left.filter(Files::isRegularFile).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /**
     * An answer to come, which fails with {@link WorkerDied} when this process ends before.
     *
     * @param parts takes what comes before the last frame, on the thread that serves all, so it must be quick
     */
    Pending ask(ObjectNode request, Consumer<JsonNode> parts) {
        long id = lastId.incrementAndGet();
        var asked = new Pending(id, new CompletableFuture<>(), parts);
        pending.put(id, asked);
        write(request.put("id", id));
        if (ended) {
            asked.answer().completeExceptionally(new WorkerDied());
        }
        return asked;
    }

    /** Ends a statement of others; its answer comes none the less. */
    void cancel(Pending selection) {
        write(CanonicalJson.MAPPER.createObjectNode().put("cancel", selection.id()));
    }

    private void write(ObjectNode frame) {
        turn.lock();
        try {
            Frames.write(out, frame);
        } catch (IOException e) {
            kill(); // whoever serves this process notices, and ends it
        } finally {
            turn.unlock();
        }
    }

    /** Hands answers to those who wait for them, until the process ends. */
    void serve() {
        try {
            for (Optional<JsonNode> frame = Frames.read(in); frame.isPresent(); frame = Frames.read(in)) {
                hand(frame.get());
            }
        } catch (IOException e) {
            System.getLogger(WorkerProcess.class.getName()).log(System.Logger.Level.WARNING, "Worker unreadable", e);
        }
    }

    private void hand(JsonNode frame) {
        long id = frame.path("id").asLong();
        boolean isPart = frame.path("part").asBoolean();
        Pending asked = isPart ? pending.get(id) : pending.remove(id);
        if (asked != null && isPart) {
            asked.parts().accept(frame);
        } else if (asked != null) {
            asked.answer().complete(frame);
        }
    }

    /** Kills the process and fails what was asked of it; what is asked from now on fails too. */
    void end() {
        kill();
        ended = true;
        pending.values().forEach(asked -> asked.answer().completeExceptionally(new WorkerDied()));
    }

    boolean isStillWaitingFor(Pending question) {
        return pending.containsKey(question.id());
    }

    long pid() {
        return process.pid();
    }

    void kill() {
        process.destroyForcibly();
    }

    /** Returns when a killed process is gone, at the latest after {@code patience}. */
    void awaitEnd(Duration patience) throws InterruptedException {
        boolean _ = process.waitFor(patience);
    }

    /** A question that was sent. */
    record Pending(long id, CompletableFuture<JsonNode> answer, Consumer<JsonNode> parts) {}

    /** The process ended before it answered. */
    static final class WorkerDied extends RuntimeException {
        WorkerDied() {
            super("The worker ended before it answered");
        }
    }
}
