package tw.qiao.analytics.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.ColumnType;

class CellReaderTest {
    private final Tally tally = new Tally();

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            nullValues = "none",
            value = {
                "integer, plain, 12, 12",
                "integer, plain, -3, -3",
                "integer, plain, １２３, 123",
                "integer, plain, `1,234,567`, 1234567",
                "integer, plain, `１，２３４`, 1234",
                "integer, plain, `12,34`, none",
                "integer, plain, `1234,567`, none",
                "integer, plain, 12.0, none",
                "integer, plain, 12a, none",
                "integer, plain, 一百, none",
                "integer, plain, 1e3, none",
                "integer, plain, 9999999999999999999, none",
                "`decimal(5,2)`, plain, 123.45, 123.45",
                "`decimal(5,2)`, plain, 123.456, none",
                "`decimal(5,2)`, plain, 1234.5, none",
                "`decimal(7,2)`, plain, `1,234.50`, 1234.50",
                "`decimal(5,2)`, plain, .5, none",
                "month, plain, 2024-12, 2024-12-01",
                "month, plain, 2024-13, none",
                "month, roc_month, 11312, 2024-12-01",
                "month, roc_month, 9901, 2010-01-01",
                "month, roc_month, １１３１２, 2024-12-01",
                "month, roc_month, 11313, none",
                "month, roc_month, 113, none",
                "date, roc_date, 1130229, 2024-02-29",
                "date, roc_date, 1120229, none",
                "date, roc_date, 990101, none",
                "date, roc_date, 0990101, 2010-01-01",
                "date, compact_date, 20250101, 2025-01-01",
                "date, compact_date, 20250229, none",
                "date, roc, 民國113年2月29日, 2024-02-29",
                "date, roc, 113年度, none",
                "month, roc, 113/2, 2024-02-01",
                "year, roc, 113會計年度, 2024",
                "year, roc, 113學年度, none",
                "text, roc, 113Q4, 2024-Q4",
                "text, roc, 113學年, 2024-08/2025-07",
                "text, roc, 民前3年, 1909",
                "text, roc, 民國元年1月1日, 1912-01-01",
                "year, roc_school_year, 113學年度, 2024",
                "year, roc_year, 113, 2024",
                "year, roc_year, 2024, none",
                "year, plain, 2024, 2024",
                "time, compact_time, 033500, 03:35:00",
                "time, compact_time, 500, 00:05:00",
                "time, compact_time, 246000, none",
                "text, without_hyphens, 65000010-001, 65000010001",
            })
    void readsStrictlyWhatAFileWrites(String type, String format, String cell, String value) {
        assertThat(reader(type, format, false).read(cell)).isEqualTo(value);
    }

    @Property
    void everyDayOfTheRepublicComesBack(@ForAll @IntRange(min = 0, max = 40_000) int day) {
        LocalDate date = LocalDate.of(1912, 1, 1).plusDays(day);
        String roc = "%03d%02d%02d".formatted(date.getYear() - 1911, date.getMonthValue(), date.getDayOfMonth());

        assertThat(reader("date", "roc_date", false).read(roc)).isEqualTo(date.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "'  臺北市\u3000', 臺北市, BLANKS",
        "台北市, 臺北市, TAI",
        "公?里, 公?里, LOST_CHARACTER",
        "瓦？里, 瓦？里, LOST_CHARACTER",
        "\uE108里, \uE108里, PRIVATE_CHARACTER",
    })
    void repairsTextOnlyAsDeclaredAndCountsIt(String cell, String value, Correction correction) {
        assertThat(reader("text", "plain", true).read(cell)).isEqualTo(value);
        assertThat(tally.counts()).containsExactly(Map.entry(correction, 1L));
    }

    @ParameterizedTest
    @CsvSource({"㎡", "①", "ＡＢ"})
    void leavesTheWidthOfTextAlone(String cell) {
        assertThat(reader("text", "plain", true).read(cell)).isEqualTo(cell);
        assertThat(tally.counts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"…", "-", "不詳"})
    void aDeclaredCodeIsAMissingValueAndNoOtherIs(String code) {
        var declared = new CellReader(
                ColumnType.parse("integer"), Format.PLAIN, Map.of(code, Column.Missing.UNKNOWN), false, tally);

        assertThat(declared.read(code)).isEmpty();
        assertThat(tally.counts()).containsExactly(Map.entry(Correction.MISSING_CODE, 1L));
        assertThat(reader("integer", "plain", false).read(code)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"text", "integer"})
    void whatCouldNotBeDecodedIsNoValue(String type) {
        assertThat(reader(type, "plain", false).read("\uFFFD里")).isNull();
    }

    @Test
    void countsARepairOfEachRowAlsoWhereTheRowBeforeSaidTheSame() {
        var reader = new CellReader(ColumnType.parse("month"), Format.PLAIN, Map.of(), false, tally);

        for (int row = 0; row < 3; row++) {
            assertThat(reader.read("２０２４－１２")).isEqualTo("2024-12-01");
        }

        assertThat(tally.counts()).containsEntry(Correction.FULL_WIDTH, 3L);
    }

    private CellReader reader(String type, String format, boolean tai) {
        return new CellReader(
                ColumnType.parse(type), Format.valueOf(format.toUpperCase(Locale.ROOT)), Map.of(), tai, tally);
    }
}
