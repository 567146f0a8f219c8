package tw.qiao.analytics.spark;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import tw.qiao.analytics.checks.TableCheck;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.egress.CsvFormat;
import tw.qiao.analytics.egress.Egress;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.query.Query;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.kernel.Problem;

/** Asks, checks and imports on Spark from the command line; {@code spark-submit} or a class path brings Spark. */
public final class Main {
    private static final String USAGE = """
            用法 Usage: Main URL FOLDER VERB …
              ask STATEMENT          以 CSV 回答一個 SELECT    answer one SELECT as CSV
              check TABLE            依資料字典檢查資料表       check a table against the dictionary
              import FEED FILE…      匯入原始檔案              import raw files
            URL 是目錄所在的 PostgreSQL，FOLDER 是資料表的資料夾；環境變數 QIAO_WAREHOUSE_USER、QIAO_WAREHOUSE_PASSWORD。
            URL is the catalogue's PostgreSQL, FOLDER that of the tables; user and password come from the environment.
            """;
    private static final int MOST_ROWS = 100_000;

    private Main() {}

    /** Runs one command; ends with 2 when it was not understood or refused. */
    public static void main(String[] arguments) throws Exception {
        var out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true);
        if (arguments.length < 4) {
            out.print(USAGE);
            out.flush();
            System.exit(2);
        }
        var environment = System.getenv();
        var address = new WarehouseAddress(
                arguments[0],
                environment.getOrDefault("QIAO_WAREHOUSE_USER", "postgres"),
                environment.getOrDefault("QIAO_WAREHOUSE_PASSWORD", ""),
                Path.of(arguments[1]).toAbsolutePath().toString());
        List<String> rest = Arrays.asList(arguments).subList(3, arguments.length);
        Path scratch = Files.createTempDirectory("qiao-spark");
        try (var spark = Sessions.open(SparkSession.builder(), address);
                var warehouse = address.open();
                var workbench = Workbench.open(scratch, 256, 1)) {
            var queries = new SparkQueries(spark, new Parser(workbench));
            switch (arguments[2]) {
                case "ask" -> ask(queries, warehouse, rest.getFirst(), out);
                case "check" ->
                    new TableCheck(Dictionary.table(rest.getFirst()))
                            .run(queries, new SparkCatalogue(warehouse))
                            .forEach(finding -> out.println(finding.offences() + "\t" + finding.name()));
                case "import" -> {
                    var places = new SparkImport.Places(
                            scratch.toString(), address.folder() + "-quarantine", 512, 512L << 20);
                    new SparkImport(spark, address, places)
                            .run(
                                    rest.getFirst(),
                                    rest.stream()
                                            .skip(1)
                                            .map(file -> Path.of(file).toAbsolutePath())
                                            .toList())
                            .forEach(out::println);
                }
                default -> out.print(USAGE);
            }
        } catch (Problem e) {
            out.println(e.getMessage());
            System.exit(2);
        }
    }

    private static void ask(SparkQueries queries, Warehouse warehouse, String statement, PrintWriter out)
            throws Exception {
        var egress = new Egress(Published.policy(warehouse));
        var query = new Query(statement, List.of(), Map.of(), MOST_ROWS, 60);
        CsvFormat.write(egress.rows(queries.run(query, egress.catalogue(new SparkCatalogue(warehouse)))), out);
    }
}
