package tw.qiao.platform.forms;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ReceiptNumberTest {
    @Test
    void namesFormYearAndRunningNumber() {
        assertThat(ReceiptNumber.of("CR", 115, 123)).matches("CR115-000123-[A-Z]");
    }

    @Property
    void noticesOneWrongDigit(
            @ForAll @LongRange(min = 1, max = 9_999_999) long running,
            @ForAll @IntRange(min = 6, max = 11) int place,
            @ForAll @IntRange(min = 1, max = 9) int step) {
        String number = ReceiptNumber.of("CR", 115, running);
        char wrong = (char) ('0' + (number.charAt(place) - '0' + step) % 10);

        assertThat(ReceiptNumber.isValid(number)).isTrue();
        assertThat(ReceiptNumber.isValid(number.substring(0, place) + wrong + number.substring(place + 1)))
                .isFalse();
    }
}
