package tw.qiao.analytics.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.engine.Workbench;

/** Lets DuckDB write a file of a table: under a staging name first, and durable before it gets its own. */
final class DataFileWriter {
    private static final String SCHEMA = "-schema";
    private static final String ENDING = ".parquet";

    /** Dictionaries of more values cost a quarter of the writing and make most files larger. */
    private static final int LARGEST_DICTIONARY = 1000;

    private final Path folder;
    private final Workbench workbench;

    DataFileWriter(Path folder, Workbench workbench) {
        this.folder = folder;
        this.workbench = workbench;
    }

    /** Writes the rows of {@code select}, which gives all columns of the table by name; no commit knows of them yet. */
    DataFile write(Table table, String select) {
        String name = UUID.randomUUID() + SCHEMA + table.schema().schemaId() + ENDING;
        Path staged = folder.resolve("staging").resolve(name);
        Path target = folder.resolve("data").resolve(name);
        try {
            Files.createDirectories(staged.getParent());
            Files.createDirectories(target.getParent());
            Statistics statistics =
                    workbench.query(copy(table, select, staged), result -> Statistics.read(result, table.schema()));
            LocalFiles.force(staged);
            Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
            return DataFiles.builder(PartitionSpec.unpartitioned())
                    .withPath(target.toString())
                    .withFormat(FileFormat.PARQUET)
                    .withFileSizeInBytes(statistics.bytes())
                    .withMetrics(statistics.metrics())
                    .withSortOrder(table.sortOrder())
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            discard(staged);
        }
    }

    /** Whether the name of a file says that it has just the columns of {@code schema}. */
    static boolean isWrittenWith(Schema schema, DataFile file) {
        return file.location().endsWith(SCHEMA + schema.schemaId() + ENDING);
    }

    private static void discard(Path staged) {
        try {
            Files.deleteIfExists(staged);
        } catch (IOException e) {
            // the sweep takes it later
        }
    }

    private static String copy(Table table, String select, Path target) {
        Schema schema = table.schema();
        String columns =
                schema.columns().stream().map(field -> Sql.name(field.name())).collect(Collectors.joining(", "));
        String ids = schema.columns().stream()
                .map(field -> Sql.name(field.name()) + ": " + field.fieldId())
                .collect(Collectors.joining(", ", "{", "}"));
        return "copy (select " + columns + " from (" + select + ")" + order(schema, table.sortOrder()) + ") to "
                + Sql.text(target.toString())
                + " (format parquet, compression zstd, parquet_version v2, dictionary_size_limit " + LARGEST_DICTIONARY
                + ", return_stats, field_ids " + ids + ")";
    }

    private static String order(Schema schema, SortOrder order) {
        List<String> columns = order.fields().stream()
                .map(field -> Sql.name(schema.findColumnName(field.sourceId())) + " nulls first")
                .toList();
        return columns.isEmpty() ? "" : " order by " + String.join(", ", columns);
    }
}
