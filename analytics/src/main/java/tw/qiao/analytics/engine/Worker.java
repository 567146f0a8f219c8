package tw.qiao.analytics.engine;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/**
 * The worker process: hosts the engine, answers {@link Frames} on standard input with frames on standard output, and
 * ends when its input ends, so that it never outlives its parent.
 *
 * <p>A request is {@code {"id": 1, "parse": "…"}} or {@code {"id": 1, "select": "…", "parameters": […], "tables": {…},
 * "rows": 1000, "seconds": 5}}; its answer has the same id and either what was found or a {@code problem}. With
 * {@code "inParts": true} frames with {@code "part": true} and the first rows may come before it. {@code {"cancel": 1}}
 * ends a statement, whose answer then is a problem. The first frame it sends says {@code {"ready": true}}.
 */
public final class Worker {
    private static final int WAITING = 64;

    /** The Java heap and code, and texts that functions build. */
    private static final int BESIDES_THE_ENGINE_MEGABYTES = 768;

    private final Engine engine;
    private final DataOutputStream out;
    private final ReentrantLock turn = new ReentrantLock();
    private final ExecutorService threads;
    private final Map<Long, Cancellation> selections = new ConcurrentHashMap<>();

    private Worker(Engine engine, DataOutputStream out, int atOnce) {
        this.engine = engine;
        this.out = out;
        this.threads = new ThreadPoolExecutor(atOnce, atOnce, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING));
    }

    /**
     * Usage: {@code java -jar analytics.jar <data folder> <memory in MB> <threads>}; with {@code snapshot <draft
     * folder> <target>} it does what {@link SnapshotWriter} needs instead.
     */
    public static void main(String[] arguments) throws IOException, SQLException {
        if (arguments.length == 3 && arguments[0].equals(WorkerCommand.SNAPSHOT)) {
            String rows = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
            SnapshotWriter.run(rows, Path.of(arguments[1]), Path.of(arguments[2]));
            return;
        }
        if (arguments.length != 3) {
            System.err.println("Usage: java -jar analytics.jar DATA-FOLDER MEMORY-MB THREADS");
            System.exit(2);
        }
        var out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        System.setOut(System.err); // nothing but frames may reach the client
        int memory = Integer.parseInt(arguments[1]);
        int threads = Integer.parseInt(arguments[2]);
        MemoryGuard.start(memory + BESIDES_THE_ENGINE_MEGABYTES);
        try (var engine = new Engine(Path.of(arguments[0]), memory, threads)) {
            var worker = new Worker(engine, out, threads);
            worker.send(CanonicalJson.MAPPER.createObjectNode().put("ready", true));
            worker.serve(new DataInputStream(new BufferedInputStream(System.in)));
        }
        System.exit(0);
    }

    private void serve(DataInputStream in) throws IOException {
        for (Optional<JsonNode> request = Frames.read(in); request.isPresent(); request = Frames.read(in)) {
            JsonNode asked = request.get();
            if (asked.has("cancel")) {
                cancel(asked.path("cancel").asLong());
                continue;
            }
            if (asked.has("select")) {
                selections.put(asked.path("id").asLong(), new Cancellation());
            }
            try {
                threads.execute(() -> send(answer(asked)));
            } catch (RejectedExecutionException e) {
                selections.remove(asked.path("id").asLong());
                send(problem(asked, Problem.unavailable("analytics_busy", "Too many questions wait; ask again", e)));
            }
        }
        threads.shutdownNow();
    }

    private void cancel(long id) {
        Cancellation selection = selections.get(id);
        if (selection != null) {
            Thread.ofVirtual().start(selection::insist);
        }
    }

    private ObjectNode answer(JsonNode request) {
        try {
            return answerOf(request).put("id", request.path("id").asLong());
        } catch (Problem e) {
            return problem(request, e);
        } catch (RuntimeException e) {
            e.printStackTrace();
            return problem(request, Problem.of("analytics_failed", 500, false, "The worker failed: " + e.getClass()));
        } finally {
            selections.remove(request.path("id").asLong());
        }
    }

    private ObjectNode answerOf(JsonNode request) {
        List<String> parameters = new ArrayList<>();
        request.path("parameters").forEach(parameter -> parameters.add(parameter.asString()));
        if (request.has("parse")) {
            return engine.parse(request.path("parse").asString());
        }
        if (request.has("select")) {
            var tables = new LinkedHashMap<String, String>();
            request.path("tables").forEachEntry((name, source) -> tables.put(name, source.asString()));
            return engine.select(
                    new Selection(
                            request.path("select").asString(),
                            parameters,
                            tables,
                            request.path("rows").asInt(),
                            request.path("seconds").asInt(),
                            request.path("inParts").asBoolean()),
                    selections.getOrDefault(request.path("id").asLong(), new Cancellation()),
                    part -> send(part.put("id", request.path("id").asLong()).put("part", true)));
        }
        throw Problem.invalid("analytics_request", "A statement to parse or to select was expected");
    }

    private static ObjectNode problem(JsonNode request, Problem problem) {
        ObjectNode answer = CanonicalJson.MAPPER.createObjectNode();
        answer.put("id", request.path("id").asLong());
        answer.putObject("problem")
                .put("code", problem.code())
                .put("status", problem.status())
                .put("retryable", problem.retryable())
                .put("message", problem.getMessage());
        return answer;
    }

    private void send(ObjectNode message) {
        turn.lock();
        try {
            Frames.write(out, message);
        } catch (IOException e) {
            Runtime.getRuntime().halt(1); // the parent is gone, nobody reads any more
        } finally {
            turn.unlock();
        }
    }
}
