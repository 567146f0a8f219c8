package tw.qiao.bench.warehouse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/** Spark on two processors over the tables' Parquet files, with its own SQL. */
final class SparkPeer implements Peer {
    private final Process process;
    private final PrintWriter statements;
    private final BufferedReader answers;

    /** Starts what {@code jar} holds; what it says besides is in {@code log}. */
    SparkPeer(Path jar, Path tables, Path log) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx4g",
                "--add-modules=jdk.incubator.vector",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                jar.toString(),
                tables.toString()));
        for (TpchSchema table : TpchSchema.values()) {
            command.add(table.table());
        }
        process = new ProcessBuilder(command).redirectError(log.toFile()).start();
        statements = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    @Override
    public String engine() {
        return "spark";
    }

    @Override
    public long process() {
        return process.pid();
    }

    @Override
    public Rows rows(String query) {
        statements.println(query.replace('\n', ' '));
        try {
            @Nullable String answer = answers.readLine();
            if (answer == null) {
                throw Problem.unavailable("bench_spark", "Spark ended");
            }
            return Rows.of(
                    CanonicalJson.MAPPER.readTree(answer).values().stream().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
