package tw.qiao.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts need to rely on. */
class WarehouseScriptsTest {
    private static final String HEADER = "縣市,鄉鎮市區,村里,納稅單位,綜合所得總額,平均數,中位數,第一分位數,第三分位數,標準差,變異係數\n";
    private static final String ROW = "台北市,松山區,中崙里,1381,1652162,1196,794,418,1454,1529.70,127.86\n";
    private static final String MONTH = "統計年月,區域別代碼,區域別,村里名稱,出生數,出生數-男,出生數-女,死亡數,死亡數-男,死亡數-女,結婚對數,離婚對數\n";

    @TempDir
    private Path folder;

    private Path data = Path.of("");
    private String printed = "";

    @Test
    void answersAreTypedAndOneThatIsCutHasAnExitCodeOfItsOwn() {
        assertThat(run(
                        "sql",
                        "--as",
                        "json",
                        "select true as yes, 1.50 as n, null as nothing, date '2024-02-29' as day"))
                .isZero();
        assertThat(printed.replaceAll("\\s", ""))
                .isEqualTo("[{\"yes\":true,\"n\":1.50,\"nothing\":null,\"day\":\"2024-02-29\"}]");

        String ten = "(select 0 as n" + String.join("", Collections.nCopies(9, " union all select 1")) + ")";
        String many = String.join(", ", List.of(ten + " a", ten + " b", ten + " c", ten + " d", ten + " e"));
        assertThat(run("sql", "--as", "csv", "select a.n from " + many)).isZero();
        assertThat(printed.lines()).hasSize(100_001);
        assertThat(run("sql", "--as", "csv", "select a.n from " + many + ", " + ten + " f"))
                .isEqualTo(3);
        assertThat(run("sql", "--release", "none", "select 1")).isOne();
    }

    @Test
    void aFolderThatWasMovedIsUsedOnAndAFileWithoutAGoodRowTakesNothingAway() throws Exception {
        Path file = Files.writeString(folder.resolve("2008.csv"), HEADER + ROW + ROW.replace("1381", "many"));
        assertThat(run("import", "income-tax-by-village", file.toString())).isEqualTo(2);
        assertThat(run("import", "income-tax-by-village", file.toString())).isEqualTo(2);
        assertThat(printed).contains("1  未變檔案 files unchanged", "1  其中仍隔離的列 of their rows are still set aside");
        Files.move(folder.resolve("var"), folder.resolve("moved"));
        data = folder.resolve("moved");

        Files.writeString(file, HEADER + ROW.replace("1381", "many"));
        assertThat(run("import", "income-tax-by-village", file.toString())).isEqualTo(2);
        assertThat(printed)
                .contains("無任何列可接受 none of its rows can be accepted", "1  值與型別不符", "none of them is in the table");
        assertThat(run("sql", "--as", "csv", "select tax_units from income_tax_by_village"))
                .isZero();
        assertThat(printed).isEqualTo("tax_units\r\n1381\r\n");

        Files.writeString(file, HEADER + ROW.replace("1381", "1382"));
        assertThat(run("import", "income-tax-by-village", file.toString())).isZero();
        assertThat(run("check")).isZero();
        Path json = folder.resolve("out.json");
        assertThat(run("export", "income_tax_by_village", "--to", json.toString()))
                .isZero();
        assertThat(Files.readString(json)).contains("\"tax_units\":1382");
        for (String form : List.of("out.xlsx", "out.ods", "out.arrow")) {
            Path target = folder.resolve(form);
            assertThat(run("export", "income_tax_by_village", "--to", target.toString()))
                    .isZero();
            assertThat(printed).contains("1 列 rows → " + target);
            assertThat(target).isNotEmptyFile();
        }
        assertThat(run("export", "planets", "--to", json.toString())).isEqualTo(2);
        assertThat(run("export", "income_tax_by_village", "--to", "out.doc")).isEqualTo(2);
    }

    @Test
    void theFilesOfAFolderGoIntoTheirTablesAndAMonthIsKnownByItsRowsWhereItsNameDoesNotSay() throws Exception {
        Path cells = Files.createDirectory(folder.resolve("cells"));
        Files.writeString(
                cells.resolve("h3_population_res7.json"),
                "{\"cells\":[{\"h\":\"8741a0928ffffff\",\"d\":1.0,\"n\":2.5}]}");
        Files.writeString(
                cells.resolve("h3_demographics_res7.json"),
                "{\"cells\":[{\"h\":\"8741a0928ffffff\",\"p\":2253.0,\"hh\":711.0,\"m\":1100.0,\"f\":1153.0,\"sr\":95.0,"
                        + "\"pph\":3.0,\"dr\":41.0,\"cd\":6.0,\"ed\":35.0,\"ai\":553.0}]}");
        assertThat(run(
                        "import",
                        "daytime-population-h3",
                        Files.createDirectory(folder.resolve("empty")).toString()))
                .isOne();
        assertThat(run("import", "daytime-population-h3", cells.toString())).isZero();
        assertThat(
                        run(
                                "sql",
                                "--as",
                                "csv",
                                "select night, people from daytime_population_h3 join daytime_population_h3_demographics using (cell)"))
                .isZero();
        assertThat(printed).isEqualTo("night,people\r\n2.5,2253.0\r\n");

        Path file = Files.writeString(
                folder.resolve("latest.csv"), MONTH + "11401,65000010001,新北市板橋區,留侯里,1,1,0,3,0,3,1,0\n");
        assertThat(run("import", "vital-events-by-village", file.toString())).isZero();
        assertThat(run("sql", "--as", "csv", "select batch, month, births from vital_events_by_village"))
                .isZero();
        assertThat(printed).isEqualTo("batch,month,births\r\n2025-01,2025-01-01,1\r\n");
        assertThat(run("import", "vital-events-by-village", file.toString())).isZero();
        assertThat(printed).contains("1  未變檔案 files unchanged");
    }

    private int run(String verb, String... arguments) {
        Path present = data.toString().isEmpty() ? PreparedFolder.at(folder.resolve("var")) : data;
        var all = new ArrayList<>(List.of("warehouse", verb, "--data", present.toString()));
        all.addAll(List.of(arguments));
        var bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            return Qiao.run(all.toArray(String[]::new));
        } finally {
            System.setOut(before);
            printed = bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
