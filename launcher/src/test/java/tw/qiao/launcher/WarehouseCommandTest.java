package tw.qiao.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import tw.qiao.analytics.feeds.EndedImports;
import tw.qiao.kernel.FreePort;
import tw.qiao.kernel.Ids;

class WarehouseCommandTest extends WarehouseCommandLine {
    private static final Ids IDS = Ids.secure(Clock.systemUTC());

    @Test
    void tablesTravelToAnotherWarehouseThatKnowsTheirSourceFilesAgain() throws Exception {
        Path file = Files.writeString(folder.resolve("2008.csv"), HEADER + ROW);
        assertThat(run("import", "income-tax-by-village", file.toString())).isZero();
        Path parcel = folder.resolve("parcel");
        assertThat(run("pack", "--to", parcel.toString())).isZero();

        Path other = folder.resolve("other");
        assertThat(runOn(other, "unpack", parcel.toString())).isZero();
        assertThat(printed).contains("income_tax_by_village 已載入 loaded");
        assertThat(runOn(other, "unpack", parcel.toString())).isZero();
        assertThat(printed).contains("income_tax_by_village 未變 unchanged");
        assertThat(runOn(other, "import", "income-tax-by-village", file.toString()))
                .isZero();
        assertThat(printed).contains("1  未變檔案 files unchanged");
        assertThat(runOn(other, "sql", "--as", "csv", "select village, median from income_tax_by_village"))
                .isZero();
        assertThat(printed).isEqualTo("village,median\r\n中崙里,794\r\n");

        Files.writeString(file, HEADER + ROW.replace(",794,", ",795,"));
        assertThat(runOn(other, "import", "income-tax-by-village", file.toString()))
                .isZero();
        assertThat(runOn(other, "unpack", parcel.toString())).isZero();
        assertThat(printed).contains("income_tax_by_village 未變 unchanged");
        assertThat(runOn(other, "sql", "--as", "csv", "select median from income_tax_by_village"))
                .isZero();
        assertThat(printed).isEqualTo("median\r\n795\r\n");
    }

    @Test
    void usesThePostgresThatARunningDemoSharesAndLeavesItRunning() throws Exception {
        Path file = Files.writeString(folder.resolve("2008.csv"), HEADER + ROW);
        Path data = PreparedFolder.at(folder.resolve("var"));
        try (var owner = DataFolder.open(data);
                var postgres = Postgres.start(owner.postgres(), FreePort.find(), owner.secret("postgres", IDS), data)) {
            assertThat(run("sql", "--no-wait")).isOne();
            new Databases(postgres, name -> owner.secret(name, IDS)).createWarehouse();
            owner.share(postgres.port());

            assertThat(run("import", "income-tax-by-village", file.toString())).isZero();
            assertThat(run("sql", "--as", "csv", "select count(*) from income_tax_by_village"))
                    .isZero();
            assertThat(printed).contains("1");
            assertThat(postgres.process().isAlive()).isTrue();
        }
        assertThat(run("sql")).isZero();
        assertThat(data.resolve("warehouse")).isDirectoryNotContaining("glob:**scratch*");
    }

    @Test
    void importsAsksChecksAndExportsOnTheCommandLine() throws Exception {
        Path file = Files.writeString(folder.resolve("2008.csv"), HEADER + ROW);

        assertThat(run("import", "income-tax-by-village", file.toString())).isZero();
        assertThat(printed).contains("1  接受列 rows accepted", "1  台改臺");
        assertThat(run("import", "income-tax-by-village", file.toString())).isZero();
        assertThat(printed).contains("1  未變檔案 files unchanged");
        assertThat(run("sql", "select county, year, standard_deviation as d from income_tax_by_village"))
                .isZero();
        assertThat(printed).isEqualTo("""
                county  year  d
                ──────  ────  ───────
                臺北市  2008  1529.70
                1 row
                """);
        assertThat(run("sql", "--as", "json", "select village from income_tax_by_village"))
                .isZero();
        assertThat(printed).contains("\"village\" : \"中崙里\"");
        assertThat(run("sql", "copy income_tax_by_village to '" + folder.resolve("leak.csv") + "'"))
                .isEqualTo(2);
        assertThat(folder.resolve("leak.csv")).doesNotExist();
        assertThat(run("check")).isZero();
        assertThat(printed).contains("✓ year, county, township, village 唯一 is unique");
        Path target = folder.resolve("income.csv");
        assertThat(run("export", "income_tax_by_village", "--to", target.toString()))
                .isZero();
        assertThat(Files.readString(target))
                .startsWith("\uFEFFbatch,year,county")
                .contains("臺北市,松山區");
    }

    @Test
    void asksCubesAndReleasesAndTidiesUpOnTheCommandLine() throws Exception {
        Path file = Files.writeString(folder.resolve("2008.csv"), HEADER + ROW);
        assertThat(run("import", "income-tax-by-village", file.toString())).isZero();

        assertThat(run("cube")).isZero();
        assertThat(printed).contains("income_tax  綜合所得稅 Income tax");
        assertThat(run("cube", "income_tax")).isZero();
        assertThat(printed).contains("place  地區 Place: county > township > village");
        assertThat(run("cube", "income_tax", "--rows", "county", "--measures", "tax_units,mean_income", "--from", "97"))
                .isZero();
        assertThat(printed)
                .startsWith("""
                county  tax_units  mean_income
                ──────  ─────────  ───────────
                臺北市  1381       1196.35
                1 row
                """)
                .contains("資料期間 民國97年（西元2008年） 2008", "income_tax v3 income_tax_by_village@");
        assertThat(run("cube", "income_tax", "--rows", "planet")).isEqualTo(2);
        assertThat(run("release", "97年")).isZero();
        assertThat(printed).startsWith("1  97年").contains("income_tax_by_village@");
        Files.writeString(file, HEADER + ROW.replace("1381", "2000"));
        assertThat(run("import", "income-tax-by-village", file.toString())).isZero();
        assertThat(run("tidy", "--keep-days", "0", "--grace-hours", "0")).isZero();
        assertThat(printed).contains("income_tax_by_village: ", "0 版已忘 states forgotten");
        assertThat(run("sql", "select tax_units from income_tax_by_village")).isZero();
        assertThat(printed).contains("2000");
        assertThat(run("sql", "--release", "97年", "select tax_units from income_tax_by_village"))
                .isZero();
        assertThat(printed).contains("1381");
    }

    @Test
    void saysByItsExitCodeThatRowsWereSetAsideOrThatAFileCannotBeImported() throws Exception {
        Path file = Files.writeString(folder.resolve("2008.csv"), HEADER + ROW + ROW.replace("1381", "many"));

        assertThat(run("import", "income-tax-by-village", file.toString())).isEqualTo(2);
        assertThat(printed).contains("1  值與型別不符", "Correct the files and import them again");
        assertThat(run(
                        "import",
                        "income-tax-by-village",
                        folder.resolve("none.csv").toString()))
                .isOne();
        assertThat(run("import", "vital-events-by-village", file.toString())).isOne();
        var ended =
                EndedImports.beside(folder.resolve("var").resolve("warehouse").resolve("tables"));
        assertThat(ended.of("vital-events-by-village"))
                .as("alerts on the platform learn of it")
                .singleElement()
                .satisfies(one -> assertThat(one.code()).isNotEmpty());
        assertThat(ended.of("income-tax-by-village"))
                .singleElement()
                .satisfies(one -> assertThat(one.code()).isEmpty());
        assertThat(run("import", "no-such-feed", file.toString())).isOne();
    }
}
