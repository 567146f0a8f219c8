package tw.qiao.analytics.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With numbers that are printed in official examples, or computed by hand from the published rules. */
class CheckDigitTest {
    @ParameterizedTest
    @CsvSource({
        "NATIONAL_ID, A123456789, true",
        "NATIONAL_ID, A123456788, false",
        "NATIONAL_ID, A323456789, false",
        "NATIONAL_ID, a123456789, false",
        "NATIONAL_ID, A12345678, false",
        "RESIDENT_ID, A800000014, true",
        "RESIDENT_ID, A800000013, false",
        "RESIDENT_ID, AC01234567, true",
        "RESIDENT_ID, AC01234568, false",
        "RESIDENT_ID, A123456789, false",
        "COMPANY_NUMBER, 22099131, true",
        "COMPANY_NUMBER, 22099136, true",
        "COMPANY_NUMBER, 22099132, false",
        "COMPANY_NUMBER, 10458575, true",
        "COMPANY_NUMBER, 2209913, false",
        "COMPANY_NUMBER_UNTIL_2023, 22099131, true",
        "COMPANY_NUMBER_UNTIL_2023, 22099136, false",
    })
    void holdsForTheRightDigitOnly(CheckDigit rule, String number, boolean holds) {
        assertThat(rule.holds(number)).isEqualTo(holds);
    }
}
