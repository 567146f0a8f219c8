package tw.qiao.analytics.vitalevents;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import tw.qiao.kernel.CanonicalJson;

/**
 * Turns the ministry's monthly village files into the Parquet files that the product ships, and reports what it found
 * in them. The same input gives the same bytes.
 */
public final class VitalEventsImport implements AutoCloseable {
    private static final String PARQUET =
            " (format parquet, parquet_version v2, compression zstd, compression_level 19)";

    private final Townships townships;
    private final DuckDBConnection database;
    private final Map<String, Object> report = new LinkedHashMap<>();

    private VitalEventsImport(Townships townships) throws SQLException {
        this.townships = townships;
        this.database = DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
        execute("set threads = 1");
        execute("set preserve_insertion_order = true");
        for (String sql : SchemaAndChecks.TABLES) {
            execute(sql);
        }
    }

    /**
     * Usage: {@code VitalEventsImport <open data folder> <townships.csv> <target folder>}; the open data folder holds
     * {@code vital-events-by-village} and {@code population-by-village}.
     */
    public static void main(String[] arguments) throws SQLException, IOException {
        if (arguments.length != 3) {
            System.err.println("Usage: VitalEventsImport <open data folder> <townships.csv> <target folder>");
            System.exit(2);
        }
        Path raw = Path.of(arguments[0]);
        try (var importing = new VitalEventsImport(Townships.read(Path.of(arguments[1])))) {
            importing.writeTownships();
            importing.readEvents(raw.resolve("vital-events-by-village"));
            importing.readPopulation(raw.resolve("population-by-village"));
            importing.writeTo(Path.of(arguments[2]));
        }
    }

    private void writeTownships() throws SQLException {
        try (var appender = database.createAppender("township")) {
            for (Township township : townships.all()) {
                appender.beginRow()
                        .append(township.code())
                        .append(township.name())
                        .append(township.english())
                        .append(township.countyCode())
                        .append(township.county())
                        .append(township.countyEnglish())
                        .endRow();
            }
        }
    }

    private void readEvents(Path folder) throws SQLException {
        var skipped = new Skipped();
        try (var appender = database.createAppender("raw_event")) {
            for (Path file : RawFiles.in(folder)) {
                for (String line : RawFiles.lines(file)) {
                    Optional<VillageEvents> row = VillageEvents.parse(line);
                    if (row.isPresent()
                            && skipped.accepts(file, row.get(), VillageEvents::month, VillageEvents::township)) {
                        append(appender, row.get());
                    }
                }
            }
        }
        report.put("events_rows_without_township_or_of_another_month", skipped.count);
    }

    private void readPopulation(Path folder) throws SQLException {
        var skipped = new Skipped();
        try (var appender = database.createAppender("raw_population")) {
            for (Path file : RawFiles.in(folder)) {
                for (String line : RawFiles.lines(file)) {
                    Optional<VillagePopulation> row = VillagePopulation.parse(line);
                    if (row.isPresent()
                            && skipped.accepts(
                                    file, row.get(), VillagePopulation::month, VillagePopulation::township)) {
                        append(appender, row.get());
                    }
                }
            }
        }
        report.put("population_rows_without_township_or_of_another_month", skipped.count);
    }

    private void append(DuckDBAppender appender, VillageEvents row) throws SQLException {
        appender.beginRow()
                .append(row.month().atDay(1))
                .append(townships.named(row.township()).orElseThrow().code())
                .append(townships.village(row.township(), row.village()))
                .append(row.birthsMale())
                .append(row.birthsFemale())
                .append(row.deathsMale())
                .append(row.deathsFemale())
                .append(row.marriages())
                .append(row.divorces());
        if (row.sameSex().isPresent()) {
            VillageEvents.SameSex same = row.sameSex().get();
            appender.append(same.marriagesMale())
                    .append(same.marriagesFemale())
                    .append(same.divorcesMale())
                    .append(same.divorcesFemale());
        } else {
            appender.appendNull().appendNull().appendNull().appendNull();
        }
        appender.append(row.isConsistent()).endRow();
    }

    private void append(DuckDBAppender appender, VillagePopulation row) throws SQLException {
        String township = townships.named(row.township()).orElseThrow().code();
        appender.beginRow()
                .append(row.month().atDay(1))
                .append(township)
                .append(township + row.villageCode().substring(row.villageCode().length() - 3))
                .append(townships.village(row.township(), row.village()))
                .append(row.households())
                .append(row.men())
                .append(row.women())
                .append(row.under15())
                .append(row.from15To64())
                .append(row.over64())
                .append(row.isConsistent())
                .append(!row.villageCode().startsWith(township))
                .endRow();
    }

    private void writeTo(Path target) throws SQLException, IOException {
        Files.createDirectories(target);
        for (String sql : SchemaAndChecks.REPAIRS) {
            execute(sql);
        }
        for (var check : SchemaAndChecks.CHECKS.entrySet()) {
            report.put(check.getKey(), number(check.getValue()));
        }
        for (var file : SchemaAndChecks.FILES.entrySet()) {
            execute("copy (" + file.getValue() + ") to '" + target.resolve(file.getKey()) + "'" + PARQUET);
        }
        String json = CanonicalJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(report);
        Files.write(target.resolve("import-report.json"), (json + "\n").getBytes(StandardCharsets.UTF_8));
        System.out.println(json);
    }

    private void execute(String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (var statement = database.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }

    /** Counts the rows that name no known township or another month than their file. */
    private final class Skipped {
        private int count;

        <T> boolean accepts(Path file, T row, Function<T, YearMonth> month, Function<T, String> township) {
            boolean accepted = RawFiles.month(file).equals(month.apply(row))
                    && townships.named(township.apply(row)).isPresent();
            if (!accepted) {
                count++;
            }
            return accepted;
        }
    }
}
