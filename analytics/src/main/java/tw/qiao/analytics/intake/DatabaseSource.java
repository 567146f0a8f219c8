package tw.qiao.analytics.intake;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Properties;
import tw.qiao.kernel.Problem;

/** The rows of a SELECT in a database, written as separated values so that they are read, typed and kept as a file. */
public final class DatabaseSource {
    private static final int ROWS_AT_ONCE = 10_000;
    private static final int SECONDS = 1800;

    private final String url;
    private final Properties account;

    /** @param url for JDBC; what follows its question mark is in no message */
    public DatabaseSource(String url, String user, String password) {
        this.url = url;
        this.account = new Properties();
        if (!user.isEmpty()) {
            account.setProperty("user", user);
        }
        if (!password.isEmpty()) {
            account.setProperty("password", password);
        }
    }

    /** Writes the rows of {@code select} with their names into {@code target}; answers how many. */
    public long fetch(String select, Path target) {
        try (Connection connection = DriverManager.getConnection(url, account)) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false); // or the driver would read all rows before the first
            try (var statement = connection.createStatement()) {
                statement.setFetchSize(ROWS_AT_ONCE);
                statement.setQueryTimeout(SECONDS);
                try (ResultSet rows = statement.executeQuery(select);
                        CsvWriter out =
                                CsvWriter.builder().build(Files.newBufferedWriter(target, StandardCharsets.UTF_8))) {
                    return write(rows, out);
                }
            }
        } catch (SQLException e) {
            String message = String.valueOf(e.getMessage()).replace(url, url.replaceFirst("[?;].*", ""));
            throw Problem.invalid("intake_database", "The database could not answer: " + message + " 資料庫查詢失敗");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long write(ResultSet rows, CsvWriter out) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        String[] cells = new String[meta.getColumnCount()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = meta.getColumnLabel(i + 1);
        }
        out.writeRecord(cells);
        long count = 0;
        for (; rows.next(); count++) {
            for (int i = 0; i < cells.length; i++) {
                cells[i] = text(rows, i + 1, meta.getColumnType(i + 1));
            }
            out.writeRecord(cells);
        }
        return count;
    }

    private static String text(ResultSet rows, int column, int type) throws SQLException {
        String text = rows.getString(column);
        if (text == null) {
            return "";
        }
        return switch (type) {
            case Types.BIT, Types.BOOLEAN -> Boolean.toString(rows.getBoolean(column));
            case Types.DOUBLE, Types.FLOAT, Types.REAL -> Decimals.shown(text);
            default -> text;
        };
    }
}
