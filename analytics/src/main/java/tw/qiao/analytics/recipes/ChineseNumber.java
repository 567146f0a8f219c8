package tw.qiao.analytics.recipes;

/** Numbers up to 99 in Chinese: 二十三. */
final class ChineseNumber {
    private static final String DIGITS = "〇一二三四五六七八九";
    private static final char TEN = '十';

    /** The characters that numbers are written with. */
    static final String CHARACTERS = DIGITS + TEN;

    private ChineseNumber() {}

    /** {@code number}, which is from 1 to 99, in Chinese. */
    static String of(int number) {
        String tens = number < 10 ? "" : (number < 20 ? "" : digit(number / 10)) + TEN;
        return tens + (number % 10 == 0 ? "" : digit(number % 10));
    }

    private static String digit(int digit) {
        return String.valueOf(DIGITS.charAt(digit));
    }

    /** What {@code text} says with the characters above; -1 where it is no number up to 99. */
    static int parse(String text) {
        int ten = text.indexOf(TEN);
        if (ten < 0) {
            return text.length() == 1 ? DIGITS.indexOf(text.charAt(0)) : -1;
        }
        String before = text.substring(0, ten);
        String after = text.substring(ten + 1);
        if (before.length() > 1 || after.length() > 1 || after.indexOf(TEN) >= 0) {
            return -1;
        }
        int tens = before.isEmpty() ? 1 : DIGITS.indexOf(before.charAt(0));
        int ones = after.isEmpty() ? 0 : DIGITS.indexOf(after.charAt(0));
        return 10 * tens + ones;
    }
}
