package tw.qiao.bench.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.CanonicalJson;

/**
 * Answers statements over Parquet files by Spark on two processors: {@code FOLDER TABLE…} says which files, each line
 * of standard input is a statement, each line of standard output an answer, as rows of texts in JSON.
 */
public final class SparkAlone {
    private SparkAlone() {}

    /** Answers until there are no more statements. */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err); // whatever else speaks must not come between
        Path folder = Path.of(arguments[0]);
        try (var spark = session();
                var statements = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            spark.sparkContext().setLogLevel("WARN"); // what it tells otherwise costs time
            for (String table : Arrays.asList(arguments).subList(1, arguments.length)) {
                spark.read()
                        .parquet(files(folder.resolve(table)).toArray(String[]::new))
                        .createOrReplaceTempView(table);
            }
            for (@Nullable String statement = statements.readLine();
                    statement != null;
                    statement = statements.readLine()) {
                List<List<@Nullable String>> rows = spark.sql(statement).collectAsList().stream()
                        .map(SparkAlone::texts)
                        .toList();
                answers.println(CanonicalJson.MAPPER.writeValueAsString(rows));
                answers.flush();
            }
        }
    }

    private static SparkSession session() {
        return SparkSession.builder()
                .appName("TPC-H")
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                // two processors need no more parts, and each costs
                .config("spark.sql.shuffle.partitions", "2")
                .getOrCreate();
    }

    private static List<String> files(Path table) {
        try (var found = Files.walk(table)) {
            return found.map(Path::toString)
                    .filter(file -> file.endsWith(".parquet"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<@Nullable String> texts(Row row) {
        var texts = new ArrayList<@Nullable String>();
        for (int i = 0; i < row.size(); i++) {
            @Nullable Object value = row.get(i);
            texts.add(value == null ? null : value.toString());
        }
        return texts;
    }
}
