package tw.qiao.analytics.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tw.qiao.analytics.recipes.Correction;
import tw.qiao.analytics.support.SampleFiles;
import tw.qiao.analytics.support.TestImport;

/**
 * The kinds of bad input that open data of Taiwan is known for, numbered as in the research report, each with what
 * becomes of it. The numbers that are not here belong to others: 11 (time zone) to {@code EngineTest}, 21 (the same
 * period twice) to {@code FeedImportTest}, 22 (codes that change) to {@code DictionaryTest}, 29 (a death between write
 * and commit) to {@code WarehouseTest}.
 */
class BadInputTest {
    private static final Path FIXTURES = Path.of("src/test/resources/bad-input");
    private static final Charset BIG5 = Charset.forName("x-windows-950");
    private static final Charset LATIN = StandardCharsets.ISO_8859_1;

    private static final Map<Correction, Long> NO_REPAIR = Map.of();
    private static final Map<Reason, Long> NOTHING = Map.of();

    @TempDir
    private static Path folder;

    private static TestImport importing;

    @BeforeAll
    static void open() {
        importing = new TestImport(folder);
    }

    @AfterAll
    static void close() {
        importing.close();
    }

    /** A file that is read, perhaps not in whole. */
    record Case(
            String name,
            Path file,
            Feed feed,
            long accepted,
            Map<Correction, Long> corrected,
            Map<Reason, Long> quarantined) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> readable() {
        var invalid = Reason.NO_SUCH_VALUE;
        Feed plain = feed();
        return Stream.of(
                row("01 CP950", made("01.csv", BIG5, "代碼,名稱\n1,碁銹裏墻恒粧嫺\n2,€\n"), plain, 2, NO_REPAIR, NOTHING),
                row(
                        "02 private characters are not those of Hong Kong",
                        made("02.csv", BIG5, "代碼,名稱\n1,碁\uE000\n"),
                        plain,
                        1,
                        Map.of(Correction.PRIVATE_CHARACTER, 1L),
                        NOTHING),
                row(
                        "03 private characters with the agency's table",
                        made("03.csv", StandardCharsets.UTF_8, "代碼,名稱\n1,\uE000里\n2,\uE001里\n"),
                        feed("notes:", "characters: {\"\\uE000\": 堃}\nnotes:"),
                        1,
                        Map.of(Correction.MAPPED_CHARACTER, 1L),
                        Map.of(invalid, 1L)),
                row("04 names that Big5 lacks", fixture("04.csv"), plain, 7, NO_REPAIR, NOTHING),
                row("05 UTF-8 with a mark", fixture("05.csv"), plain, 1, NO_REPAIR, NOTHING),
                row(
                        "06 UTF-16 without a hint",
                        made("06a.csv", StandardCharsets.UTF_16LE, "代碼,名稱\r\n1,甲\r\n"),
                        plain,
                        1,
                        NO_REPAIR,
                        NOTHING),
                row(
                        "06 UTF-16, the other way round",
                        made("06b.csv", StandardCharsets.UTF_16BE, "代碼,名稱\r\n1,甲\r\n"),
                        plain,
                        1,
                        NO_REPAIR,
                        NOTHING),
                row("07 lines in several encodings", glued(), plain, 2, NO_REPAIR, Map.of(invalid, 1L)),
                row(
                        "08 texts decoded wrongly before",
                        made("08.csv", StandardCharsets.UTF_8, spoilt()),
                        plain,
                        3,
                        Map.of(Correction.MOJIBAKE, 2L),
                        NOTHING),
                row(
                        "09 dates of the Republic",
                        fixture("09a.csv"),
                        plain,
                        7,
                        Map.of(Correction.FULL_WIDTH, 1L),
                        Map.of(invalid, 4L)),
                row(
                        "09 months, quarters and years of the Republic",
                        fixture("09b.csv"),
                        plain,
                        6,
                        NO_REPAIR,
                        Map.of(invalid, 1L)),
                row("10 school years", fixture("10.csv"), plain, 2, NO_REPAIR, Map.of(invalid, 1L)),
                row(
                        "12 full-width digits in numbers, not in texts",
                        fixture("12.csv"),
                        plain,
                        2,
                        Map.of(Correction.THOUSANDS, 1L, Correction.FULL_WIDTH, 1L, Correction.BLANKS, 1L),
                        NOTHING),
                row(
                        "13 codes for missing values",
                        fixture("13.csv"),
                        plain,
                        4,
                        Map.of(Correction.MISSING_CODE, 3L),
                        Map.of(invalid, 3L)),
                row("14 Chinese numerals", fixture("14.csv"), plain, 1, NO_REPAIR, Map.of(invalid, 2L)),
                row("15 leading zeros", fixture("15.csv"), plain, 1, NO_REPAIR, NOTHING),
                row("16 ragged rows", fixture("16.csv"), plain, 2, NO_REPAIR, Map.of(Reason.WRONG_WIDTH, 2L)),
                row(
                        "17 the same header twice, mapped",
                        fixture("17a.csv"),
                        feed("from: [地址]", "from: ['名稱#2']"),
                        1,
                        NO_REPAIR,
                        NOTHING),
                row(
                        "17 a value without a header",
                        fixture("17b.csv"),
                        plain,
                        1,
                        Map.of(Correction.EMPTY_COLUMN, 1L),
                        Map.of(Reason.UNNAMED_VALUE, 1L)),
                row(
                        "18 titles, notes and totals",
                        fixture("18.csv"),
                        feed("header: 1", "header: 3", "notes:", "totals: [小計, 總計]\nnotes:"),
                        2,
                        Map.of(Correction.TITLE_ROW, 2L, Correction.TOTAL_ROW, 2L, Correction.NOTE_ROW, 1L),
                        NOTHING),
                row(
                        "18 a total that nobody declared",
                        fixture("18b.csv"),
                        plain,
                        2,
                        Map.of(Correction.LIKELY_TOTAL_ROW, 1L),
                        NOTHING),
                row(
                        "20 rows with the same key",
                        fixture("20.csv"),
                        plain,
                        2,
                        Map.of(Correction.IDENTICAL_ROW, 1L),
                        Map.of(Reason.CONFLICTING_KEY, 2L)),
                row(
                        "23 national identity numbers",
                        fixture("23a.csv"),
                        plain,
                        1,
                        NO_REPAIR,
                        Map.of(Reason.CHECK_DIGIT, 2L)),
                row(
                        "23 numbers of firms, by the new rule",
                        fixture("23b.csv"),
                        plain,
                        3,
                        NO_REPAIR,
                        Map.of(Reason.CHECK_DIGIT, 1L)),
                row(
                        "23 numbers of firms, by the old rule",
                        copy("23b.csv", "23c.csv"),
                        feed("check: company_number", "check: company_number_until_2023"),
                        2,
                        NO_REPAIR,
                        Map.of(Reason.CHECK_DIGIT, 2L)),
                row(
                        "24 a spreadsheet that is called CSV",
                        SampleFiles.spreadsheet(folder.resolve("24.csv"), sheet("代碼", "名稱", "1", "甲")),
                        plain,
                        1,
                        NO_REPAIR,
                        NOTHING),
                row("26 line feeds and quotes in cells", fixture("26a.csv"), plain, 2, NO_REPAIR, NOTHING),
                row("26 zeros", fixture("26c.csv"), plain, 1, NO_REPAIR, Map.of(invalid, 1L)),
                row(
                        "27 coordinates",
                        fixture("27.csv"),
                        plain,
                        6,
                        Map.of(Correction.SWAPPED_COORDINATES, 1L, Correction.PROJECTED, 1L),
                        Map.of(Reason.IMPLAUSIBLE_PLACE, 3L)),
                row("28 addresses", fixture("28.csv"), plain, 2, NO_REPAIR, NOTHING));
    }

    @ParameterizedTest
    @MethodSource("readable")
    void takesWhatIsSureAndSetsTheRestAsideWithItsReason(Case one) {
        ImportReport report = importing.run(one.feed(), one.file());

        assertThat(report.corrections()).isEqualTo(one.corrected());
        assertThat(report.quarantined()).isEqualTo(one.quarantined());
        assertThat(report.accepted()).isEqualTo(one.accepted());
    }

    @Test
    void keepsZerosReasonsPlacesAndBothFormsOfAnAddress() {
        Feed feed = feed();

        importing.run(feed, copy("13.csv", "90.csv"), copy("15.csv", "91.csv"), copy("28.csv", "92.csv"));
        importing.run(feed, copy("27.csv", "93.csv"));

        assertThat(importing.rows("cases"))
                .contains(
                        "1 - - unknown - - - - - - - - -",
                        "3 - - suppressed - - - - - - - - -",
                        "7 - 0 - - - - - - - - - -",
                        "09007 連江 - - - - - - - - - - -",
                        "1 - - - - - - - - - - 台北市中山北路２段１之３號 臺北市中山北路二段1之3號",
                        "2 - - - - - - - - - - 臺北市中山北路二段1-3號 臺北市中山北路二段1之3號",
                        "對調 - - - - - - - - 121.565000 25.033000 - -")
                .anyMatch(row -> row.matches("橫麥卡托 .* 121\\.56\\d+ 25\\.03\\d+ - -"));
    }

    /** A file of which nothing is taken. */
    record Refusal(String name, Path file, String message) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Refusal> refused() {
        return Stream.of(
                new Refusal("17 the same header twice", copy("17a.csv", "17.csv"), "call the second 名稱#2"),
                new Refusal("19 a column more than last time", fixture("19.csv"), "has the unknown 性別"),
                new Refusal(
                        "20 names of columns and no row", made("20c.csv", StandardCharsets.UTF_8, "代碼,名稱\n"), "檔案只有欄名"),
                new Refusal("24 a document that is called CSV", made("24b.csv", LATIN, "%PDF-1.7"), "PDF 文件"),
                new Refusal(
                        "25 a web page that is called a workbook",
                        made("25a.xls", LATIN, "\n<HTML><table><tr><td>1"),
                        "網頁（HTML）"),
                new Refusal("25 a workbook with a password", made("25b.xlsx", LATIN, locked()), "請移除密碼"),
                new Refusal("25 an old workbook", made("25c.xls", LATIN, "\u00d0\u00cf\u0011\u00e0"), "xls"),
                new Refusal("25 a small archive of something endless", bomb(), "far more than an honest file"),
                new Refusal("25 a small sheet of endless cells", endless(), "repeats rows or cells"),
                new Refusal(
                        "25 an entity that grows",
                        made("25f.xml", LATIN, "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
                        "DOCTYPE"),
                new Refusal("26 quotes in the wrong place", fixture("26b.csv"), "correct its quotes"),
                new Refusal("26 one line without an end", made("26d.csv", LATIN, "1".repeat(20 << 20)), "26d.csv"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatCannotBeReadAndSaysWhatToDo(Refusal one) {
        Feed feed = feed("  - header: 1", "  - header: 1\n    row: a");

        assertThatThrownBy(() -> importing.run(feed, one.file())).hasMessageContaining(one.message());
    }

    private static Case row(
            String name,
            Path file,
            Feed feed,
            long accepted,
            Map<Correction, Long> corrected,
            Map<Reason, Long> quarantined) {
        return new Case(name, file, feed, accepted, corrected, quarantined);
    }

    private static Path fixture(String name) {
        return FIXTURES.resolve(name);
    }

    private static Path copy(String name, String as) {
        return made(as, StandardCharsets.UTF_8, text(fixture(name)));
    }

    private static Path made(String name, Charset charset, String text) {
        return SampleFiles.file(folder.resolve(name), text.getBytes(charset));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The feed of all cases, in which texts are replaced by others. */
    private static Feed feed(String... replacements) {
        String yaml = text(fixture("cases.yaml"));
        for (int i = 0; i < replacements.length; i += 2) {
            yaml = yaml.replace(replacements[i], replacements[i + 1]);
        }
        return Feeds.in(made("feed.yaml", StandardCharsets.UTF_8, yaml));
    }

    private static Path glued() {
        var out = new ByteArrayOutputStream();
        out.writeBytes("代碼,名稱\n1,中文\n".getBytes(StandardCharsets.UTF_8));
        out.writeBytes("2,中文\n".getBytes(BIG5));
        out.writeBytes("3,\u00ff\u00ff\n".getBytes(LATIN));
        return SampleFiles.file(folder.resolve("07.csv"), out.toByteArray());
    }

    private static String spoilt() {
        byte[] latin = "臺北".getBytes(StandardCharsets.UTF_8);
        byte[] big5 = "中山".getBytes(StandardCharsets.UTF_8);
        return "代碼,名稱\n1," + new String(latin, LATIN) + "\n2," + new String(big5, BIG5) + "\n3,Málaga 銝\n";
    }

    private static String sheet(String... cells) {
        var rows = new StringBuilder("<table:table table:name=\"1\">");
        for (int i = 0; i < cells.length; i += 2) {
            rows.append("<table:table-row><table:table-cell><text:p>")
                    .append(cells[i])
                    .append("</text:p></table:table-cell><table:table-cell><text:p>")
                    .append(cells[i + 1])
                    .append("</text:p></table:table-cell></table:table-row>");
        }
        return rows.append("</table:table>").toString();
    }

    private static String locked() {
        return "\u00d0\u00cf\u0011\u00e0" + "\0".repeat(1020) + "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
    }

    private static Path bomb() {
        return SampleFiles.zip(
                folder.resolve("25d.xlsx"),
                Map.of("xl/workbook.xml", new byte[0], "xl/worksheets/a", new byte[80 << 20]));
    }

    private static Path endless() {
        return SampleFiles.spreadsheet(
                folder.resolve("25e.ods"),
                sheet("代碼", "名稱", "1", "甲")
                        .replace("<table:table-row>", "<table:table-row table:number-rows-repeated=\"1048576\">")
                        .replace("<table:table-cell>", "<table:table-cell table:number-columns-repeated=\"100\">"));
    }
}
