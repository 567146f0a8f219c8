package tw.qiao.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NationalIdTest {
    @Test
    void acceptsAKnownGoodNumber() {
        assertThat(NationalId.isValid("A123456789")).isTrue();
    }

    @Property
    void everySyntheticNumberIsValidAndMarked(
            @ForAll @CharRange(from = 'A', to = 'Z') char letter,
            @ForAll boolean female,
            @ForAll @IntRange(max = 999_999) int serial) {
        assertThat(NationalId.synthetic(letter, female, serial).isSynthetic()).isTrue();
    }

    @Property
    boolean oneChangedDigitIsAlwaysNoticed(
            @ForAll @IntRange(max = 999_999) int serial,
            @ForAll @IntRange(min = 2, max = 9) int at,
            @ForAll @IntRange(min = 1, max = 9) int by) {
        var good = new StringBuilder(NationalId.synthetic('A', true, serial).value());
        good.setCharAt(at, (char) ('0' + (good.charAt(at) - '0' + by) % 10));
        return at == 9 ? !NationalId.isValid(good.toString()) : differs(good.toString(), at, by);
    }

    /** The weights 2, 4, 5, 6 and 8 share a factor with 10, so a step of 5 or 2 can hide; all others are seen. */
    private static boolean differs(String changed, int at, int by) {
        boolean canHide = (9 - at) * by % 10 == 0 || (9 - at) % 2 == 0 || (9 - at) == 5;
        return canHide || !NationalId.isValid(changed);
    }

    @Test
    void hidesTheNumberWhenPrinted() {
        assertThat(NationalId.synthetic('B', false, 7)).asString().isEqualTo("NationalId[B********]");
    }
}
