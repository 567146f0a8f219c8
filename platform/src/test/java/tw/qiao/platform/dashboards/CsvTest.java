package tw.qiao.platform.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "＠x"})
    void disarmsTextsThatASpreadsheetWouldTakeForFormulas(String text) {
        assertThat(line(text)).startsWith("'" + text.charAt(0));
    }

    @Test
    void leavesNegativeNumbersNumbers() {
        assertThat(line(new BigDecimal("-7907"))).isEqualTo("-7907");
    }

    @Test
    void quotesWhatNeedsQuotes() {
        assertThat(line("a,\"b\"")).isEqualTo("\"a,\"\"b\"\"\"");
        assertThat(line("=cmd,\"x\"")).isEqualTo("\"'=cmd,\"\"x\"\"\"");
    }

    @Test
    void beginsWithAByteOrderMarkAndEndsLinesAsSpreadsheetsExpect() {
        byte[] bytes = new Csv().row(List.of("臺北市", 1)).bytes();

        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("\uFEFF臺北市,1\r\n");
    }

    private static String line(Object cell) {
        String text = new String(new Csv().row(List.of(cell)).bytes(), StandardCharsets.UTF_8);
        return text.substring(1, text.length() - 2);
    }
}
