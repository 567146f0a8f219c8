package tw.qiao.society;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Writes a society as Parquet: {@code FOLDER/schema.table/part-0000.parquet} and on, and last {@code society.json} with
 * the number of rows of each table. A folder without {@code society.json} is not whole.
 */
public final class ParquetFiles {
    private static final long PART_BYTES = 256L << 20;
    private static final int THREADS = 2;

    private ParquetFiles() {}

    /** What {@code society.json} says. */
    private record Manifest(long seed, int size, Map<String, Long> rows) {}

    /** Writes all tables; files of an earlier society in the same place are replaced. */
    public static void write(Society society, Path folder, ProgressListener listener) {
        Path manifest = folder.resolve("society.json");
        try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = engine.createStatement()) {
            Files.deleteIfExists(manifest);
            statement.execute("set threads = 2");
            statement.execute("set memory_limit = '1GB'");
            var parts = new EnumMap<Table, Parts>(Table.class);
            for (Table table : Table.values()) {
                parts.put(table, new Parts(table, folder, statement));
            }
            write(society, parts, listener);
            var rows = new LinkedHashMap<String, Long>();
            for (Parts part : parts.values()) {
                part.close();
                rows.put(part.table.qualifiedName(), part.rows);
            }
            Json.write(manifest, new Manifest(society.seed(), society.size(), rows));
        } catch (SQLException failure) {
            throw new IllegalStateException("The society could not be written as Parquet", failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void write(Society society, Map<Table, Parts> parts, ProgressListener listener) {
        long total = society.people();
        society.write(EnumSet.allOf(Table.class), THREADS, new RowSink() {
            @Override
            public void accept(Table table, byte[] bytes, int length) {
                Objects.requireNonNull(parts.get(table)).write(bytes, length);
            }

            @Override
            public void passed(long people) {
                listener.progressed("parquet", people, total);
            }
        });
    }

    /** One table's files: rows gather in a text file, which becomes a Parquet file when it is large enough. */
    private static final class Parts {
        private final Table table;
        private final Path folder;
        private final Statement engine;
        private OutputStream text;
        private long written;
        private int number;
        private long rows;

        Parts(Table table, Path target, Statement engine) throws IOException {
            this.table = table;
            this.folder = target.resolve(table.qualifiedName());
            this.engine = engine;
            if (Files.isDirectory(folder)) {
                try (var old = Files.list(folder)) {
                    for (Path file : old.toList()) {
                        Files.delete(file);
                    }
                }
            }
            Files.createDirectories(folder);
            this.text = open();
        }

        void write(byte[] bytes, int length) {
            try {
                text.write(bytes, 0, length);
                written += length;
                if (written > PART_BYTES) {
                    convert();
                    text = open();
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        void close() throws IOException {
            if (written > 0 || number == 0) {
                convert();
            } else {
                text.close();
                Files.delete(textFile());
            }
        }

        private OutputStream open() throws IOException {
            written = 0;
            return Files.newOutputStream(textFile());
        }

        private Path textFile() {
            return folder.resolve("rows.tsv.part");
        }

        private void convert() throws IOException {
            text.close();
            Path file = folder.resolve("part-%04d.parquet".formatted(number++));
            try {
                rows += engine.executeLargeUpdate("""
                        copy (select * from read_csv(%s, delim = '\t', header = false, nullstr = '\\N', quote = '',
                            escape = '', auto_detect = false, columns = {%s}))
                        to %s (format parquet, compression zstd)""".formatted(quoted(textFile()), columns(), quoted(file)));
            } catch (SQLException failure) {
                throw new IllegalStateException("Parquet of " + table.qualifiedName() + " failed", failure);
            }
            Files.delete(textFile());
        }

        private String columns() {
            return table.columns().stream()
                    .map(column -> column.strip().split(" ", 3))
                    .map(cells -> "'" + cells[0] + "': '" + cells[1].replace("char(1)", "text") + "'")
                    .collect(Collectors.joining(", "));
        }

        private static String quoted(Path file) {
            return "'" + file.toString().replace("'", "''") + "'";
        }
    }
}
