package tw.qiao.analytics.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFormatTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "＠x"})
    void disarmsTextsThatASpreadsheetWouldTakeForFormulas(String text) {
        assertThat(line(new Cell.Text(text))).startsWith("'" + text.charAt(0));
    }

    @Test
    void leavesNegativeNumbersNumbers() {
        assertThat(line(new Cell.Figure(new BigDecimal("-7907")))).isEqualTo("-7907");
    }

    @Test
    void quotesWhatNeedsQuotes() {
        assertThat(line(new Cell.Text("a,\"b\""))).isEqualTo("\"a,\"\"b\"\"\"");
        assertThat(line(new Cell.Text("=cmd,\"x\""))).isEqualTo("\"'=cmd,\"\"x\"\"\"");
    }

    @Test
    void beginsWithAByteOrderMarkAndEndsLinesAsSpreadsheetsExpect() {
        byte[] bytes = CsvFormat.file(List.of(List.of(new Cell.Text("臺北市"), Cell.Figure.of(1))));

        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("\uFEFF臺北市,1\r\n");
    }

    private static String line(Cell cell) {
        String text = new String(CsvFormat.file(List.of(List.of(cell))), StandardCharsets.UTF_8);
        return text.substring(1, text.length() - 2);
    }
}
