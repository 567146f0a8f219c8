package tw.qiao.society;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetFilesTest {
    @TempDir
    Path folder;

    @Test
    void writesEveryRowWithItsType() throws SQLException {
        Society society = Society.of(7, 2_000, Path.of("../data"));

        ParquetFiles.write(society, folder, ProgressListener.silent());
        ParquetFiles.write(society, folder, ProgressListener.silent());

        assertThat(number("select count(*) from '%s/household.person/*.parquet'"))
                .isEqualTo(society.people());
        assertThat(number("select count(*) from '%s/household.person/*.parquet' where name like '%%𠀋%%'"))
                .isPositive();
        assertThat(number("select count(*) from '%s/household.person/*.parquet' where birth_date > date '2025-03-31'"))
                .isPositive();
        assertThat(number("select count(*) from '%s/household.person/*.parquet' where death_date is not null"))
                .isEqualTo(society.people() - 2_000);
        assertThat(folder.resolve("society.json")).content().contains("\"household.person\" : " + society.people());
    }

    private long number(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql.formatted(folder))) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
