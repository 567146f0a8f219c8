package tw.qiao.analytics.intake;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.kernel.Problem;

/** The rows of a Parquet file, all values as DuckDB writes them as text. */
final class ParquetRows implements Rows {
    private static final int MEMORY_MEGABYTES = 512;

    private final Path path;
    private final Connection engine;
    private final List<String> names;
    private final boolean[] binary;
    private final ResultSet rows;
    private long line = -1;

    private ParquetRows(Path path, Connection engine) throws SQLException {
        this.path = path;
        this.engine = engine;
        String source = " from read_parquet(" + Sql.text(path.toString()) + ")";
        try (var statement = engine.createStatement();
                ResultSet none = statement.executeQuery("select *" + source + " limit 0")) {
            ResultSetMetaData meta = none.getMetaData();
            this.names = names(meta);
            this.binary = new boolean[names.size()];
            for (int i = 0; i < binary.length; i++) {
                int type = meta.getColumnType(i + 1);
                binary[i] = type == Types.DOUBLE || type == Types.FLOAT || type == Types.REAL;
            }
        }
        var texts = names.stream()
                .map(name -> "cast(" + Sql.name(name) + " as varchar)")
                .toList();
        this.rows = engine.createStatement().executeQuery("select " + String.join(", ", texts) + source);
    }

    static Rows of(SourceFile file) {
        try {
            var streaming = new Properties();
            streaming.setProperty("jdbc_stream_results", "true");
            Connection engine = DriverManager.getConnection("jdbc:duckdb:", streaming);
            try {
                prepare(engine, file.path());
                return new ParquetRows(file.path(), engine);
            } catch (SQLException e) {
                engine.close();
                throw e;
            }
        } catch (SQLException e) {
            throw broken(file.path(), e);
        }
    }

    /** The engine may read this file and nothing else. */
    private static void prepare(Connection engine, Path path) throws SQLException {
        try (var statement = engine.createStatement()) {
            for (String setting : List.of(
                    "autoinstall_known_extensions = false",
                    "autoload_known_extensions = false",
                    "memory_limit = '" + MEMORY_MEGABYTES + "MB'",
                    "threads = 1",
                    "TimeZone = 'Asia/Taipei'",
                    "allowed_paths = [" + Sql.text(path.toString()) + "]",
                    "enable_external_access = false")) {
                statement.execute("set global " + setting);
            }
        }
    }

    private static List<String> names(ResultSetMetaData meta) throws SQLException {
        var names = new ArrayList<String>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            names.add(meta.getColumnLabel(i));
        }
        return names;
    }

    @Override
    public Optional<Row> next() {
        try {
            if (++line == 0) {
                return Optional.of(new Row(0, names));
            }
            if (!rows.next()) {
                return Optional.empty();
            }
            var cells = new ArrayList<String>(names.size());
            for (int i = 0; i < names.size(); i++) {
                String text = rows.getString(i + 1);
                cells.add(text == null ? "" : binary[i] ? Decimals.shown(text) : text);
            }
            return Optional.of(new Row(line, cells));
        } catch (SQLException e) {
            throw broken(path, e);
        }
    }

    private static Problem broken(Path path, SQLException e) {
        return Problem.invalid(
                "intake_parquet", path + " is no readable Parquet file: " + e.getMessage() + " Parquet 檔案無法讀取");
    }

    @Override
    public void close() {
        try {
            engine.close();
        } catch (SQLException e) {
            throw broken(path, e);
        }
    }
}
