package tw.qiao.analytics.feeds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import tw.qiao.analytics.engine.Sql;

/** A file of clean rows in one form for all layouts, which DuckDB reads with the types of its columns. */
final class CleanRows implements AutoCloseable {
    private final Path path;
    private final List<SourceColumn> columns;
    private final Utf8Output out;
    private final String[] blank;

    CleanRows(Path path, List<SourceColumn> columns) {
        this.path = path;
        this.columns = columns;
        this.blank = new String[columns.size()];
        Arrays.fill(blank, "");
        try {
            this.out = new Utf8Output(Files.newOutputStream(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A place for the values of one row, all missing. */
    String[] row() {
        return blank.clone();
    }

    void add(int file, long lineNumber, String[] values) {
        try {
            out.number(file);
            out.ascii(',');
            out.number(lineNumber);
            for (String value : values) {
                out.ascii(',');
                out.cell(value);
            }
            out.ascii('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SQL that reads the rows, after {@link #close}. */
    String source() {
        var types = new StringBuilder("{file: 'INTEGER', line: 'BIGINT'");
        columns.forEach(column -> types.append(", ")
                .append(Sql.name(column.name()))
                .append(": ")
                .append(Sql.text(column.type().sql())));
        return "read_csv(" + Sql.text(path.toString())
                + ", header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"', new_line = '\\n'"
                + ", nullstr = '', columns = " + types + "})";
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        close();
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
