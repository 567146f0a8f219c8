package tw.qiao.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void foldsFullWidthLettersDigitsAndSpaces() {
        assertThat(Text.typed("　Ａ１２３－４５６　")).isEqualTo("A123-456");
    }

    @Test
    void keepsCharactersBeyondTheBasicPlane() {
        assertThat(Text.typed("王𠀋明")).isEqualTo("王𠀋明");
        assertThat(Text.isClean("王𠀋明")).isTrue();
    }

    @Test
    void refusesNulAndLoneSurrogates() {
        assertThat(Text.isClean("a\0b")).isFalse();
        assertThat(Text.isClean("a\uD800b")).isFalse();
    }

    @Test
    void takesRocAndWesternYears() {
        assertThat(RocDate.of(115, 11, 21))
                .isEqualTo(LocalDate.of(2026, 11, 21))
                .isEqualTo(RocDate.of(2026, 11, 21));
        assertThat(RocDate.yearMonth("11312")).isEqualTo(YearMonth.of(2024, 12));
        assertThat(RocDate.formatted(LocalDate.of(1912, 1, 1))).isEqualTo("民國1年1月1日");
        assertThat(RocDate.formatted(LocalDate.of(1911, 12, 31))).isEqualTo("民國前1年12月31日");
    }

    @Test
    void refusesAMonthThatIsNone() {
        assertThatThrownBy(() -> RocDate.yearMonth("2024-12")).isInstanceOf(Problem.class);
    }
}
