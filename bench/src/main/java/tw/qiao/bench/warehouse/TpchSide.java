package tw.qiao.bench.warehouse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import tw.qiao.analytics.egress.Clearance;
import tw.qiao.analytics.egress.Egress;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.egress.TableRule;
import tw.qiao.analytics.engine.SupervisedWorker;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.engine.WorkerCommand;
import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.Found;
import tw.qiao.analytics.query.Queries;
import tw.qiao.analytics.query.Query;
import tw.qiao.analytics.query.WarehouseCatalogue;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.kernel.Problem;

/**
 * One side of TPC-H in a process of its own, so that its memory can be told from that of others: {@code plain FOLDER
 * MEMORY ROUNDS} is the engine alone over the tables' files, {@code ours FOLDER MEMORY ROUNDS URL} goes through policy,
 * gate, plan, worker and egress.
 */
final class TpchSide {
    private static final int THREADS = 2;
    private static final int SECONDS = 60;

    private TpchSide() {}

    /** Writes one {@link TpchAnswers} to standard output. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        int memory = Integer.parseInt(arguments[2]);
        int rounds = Integer.parseInt(arguments[3]);
        TpchAnswers answers = arguments[0].equals("plain")
                ? plain(folder, memory, rounds)
                : ours(folder, memory, rounds, arguments[4]);
        System.out.println(answers.json());
    }

    /** Starts the process of a side and waits for its answers. */
    static TpchAnswers run(String side, Path folder, int memory, int rounds, String... more)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                TpchSide.class.getName(),
                side,
                folder.toString(),
                Integer.toString(memory),
                Integer.toString(rounds)));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answers = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("The side " + side + " ended with " + process.exitValue());
        }
        return TpchAnswers.read(answers);
    }

    private static TpchAnswers plain(Path folder, int memory, int rounds) throws IOException {
        try (var workbench = Workbench.open(folder.resolveSibling("plain"), memory, THREADS)) {
            var engine = PlainDuckDb.onParquet(workbench, folder);
            return ask(engine::rows, rounds);
        }
    }

    private static TpchAnswers ours(Path folder, int memory, int rounds, String url) throws IOException {
        var command = new WorkerCommand(
                List.of("-cp", System.getProperty("java.class.path"), "tw.qiao.analytics.engine.Worker"),
                folder,
                folder.resolveSibling("worker"),
                memory,
                THREADS);
        var egress = new Egress(policy());
        try (var warehouse = Warehouse.open(url, "postgres", "", folder);
                var worker = SupervisedWorker.start(command, Duration.ofSeconds(SECONDS + 1))) {
            var queries = new Queries(worker);
            Catalogue seen = egress.catalogue(new WarehouseCatalogue(warehouse));
            return ask(sql -> told(queries, egress, seen, sql), rounds, worker.pid());
        }
    }

    private static Rows told(Queries queries, Egress egress, Catalogue seen, String sql) {
        Found found = queries.run(new Query(sql, List.of(), Map.of(), 100_000, SECONDS), seen);
        egress.rows(found);
        return Rows.of(found);
    }

    private static Policy policy() {
        return new Policy(
                Clearance.PUBLIC,
                Arrays.stream(TpchSchema.values())
                        .collect(Collectors.toMap(
                                TpchSchema::table,
                                table -> new TableRule(table.description(), Optional.empty(), false))));
    }

    private static TpchAnswers ask(Function<String, Rows> side, int rounds, long... others) throws IOException {
        var answers = new TpchAnswers();
        for (int round = 0; round < rounds; round++) {
            for (String query : Tpch.queries()) {
                answers.add(answer(side, query, others));
            }
        }
        long own = ProcessHandle.current().pid();
        for (long process :
                LongStream.concat(LongStream.of(own), LongStream.of(others)).toArray()) {
            answers.resident(process);
        }
        return answers;
    }

    private static TpchAnswers.Answer answer(Function<String, Rows> side, String query, long... others) {
        var processor = new Processor(others);
        long start = System.nanoTime();
        String digest = "";
        String failure = "";
        try {
            digest = side.apply(query).digest();
        } catch (Problem problem) {
            failure = problem.code() + ": " + problem.getMessage();
        }
        return new TpchAnswers.Answer(digest, failure, processor.seconds(), (System.nanoTime() - start) / 1e9);
    }
}
