package tw.qiao.analytics.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.types.Types;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.kernel.Problem;

/**
 * The files that hold what is asked of a table, and the columns as they are called at that snapshot. Where a file was
 * written before columns were renamed or added, all are read by the numbers of their columns.
 *
 * @param folder in which the table's files lie
 * @param asWritten whether all files have just these columns; DuckDB then joins at half the cost, because it passes
 *     filters of joins on to files that it reads without a map of their columns only
 */
public record FilePlan(Path folder, Schema schema, boolean asWritten, List<DataFile> files) {

    /** Plans a scan; a problem {@code warehouse_delete_files} when somebody deleted rows in a way we cannot read. */
    static FilePlan of(Path folder, Schema schema, boolean onlySchema, TableScan scan) {
        var files = new ArrayList<DataFile>();
        try (var tasks = scan.planFiles()) {
            for (FileScanTask task : tasks) {
                if (!task.deletes().isEmpty()) {
                    throw Problem.conflict(
                            "warehouse_delete_files",
                            "The table " + folder.getFileName()
                                    + " has delete files, which another program must have written; "
                                    + "reading it would show rows that are deleted. Rewrite it there (copy-on-write, "
                                    + "rewrite_data_files), or roll it back to the snapshot before");
                }
                files.add(task.file().copy());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean asWritten = onlySchema || files.stream().allMatch(file -> DataFileWriter.isWrittenWith(schema, file));
        return new FilePlan(folder, schema, asWritten, files);
    }

    /** Something to select from, for example in {@code create view … as from …}. */
    public String source() {
        if (files.isEmpty()) {
            return schema.columns().stream()
                    .map(field -> "null::" + IcebergTypes.sql(field.type()) + " as " + Sql.name(field.name()))
                    .collect(Collectors.joining(", ", "(select ", " where false)"));
        }
        String paths =
                paths().stream().map(file -> Sql.text(file.toString())).collect(Collectors.joining(", ", "[", "]"));
        return "read_parquet(" + paths + (asWritten ? ")" : ", schema = " + fields() + ")");
    }

    private String fields() {
        return schema.columns().stream().map(FilePlan::field).collect(Collectors.joining(", ", "map {", "}"));
    }

    private static String field(Types.NestedField field) {
        return field.fieldId() + ": {name: " + Sql.text(field.name()) + ", type: "
                + Sql.text(IcebergTypes.sql(field.type())) + ", default_value: null}";
    }

    /** How many rows all files have together. */
    public long rows() {
        return files.stream().mapToLong(DataFile::recordCount).sum();
    }

    /** Where the files lie, in their order. */
    public List<Path> paths() {
        Path root = folder.resolveSibling("");
        return files.stream()
                .map(file -> LocalFiles.path(file.location(), root))
                .toList();
    }
}
