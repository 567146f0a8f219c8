package tw.qiao.analytics.recipes;

/** Whether texts are numbers that a column can hold without rounding. */
final class Numbers {
    private static final int LONGEST = 18;

    private Numbers() {}

    static boolean isInteger(String text) {
        int start = sign(text);
        int digits = run(text, start);
        return digits > 0 && digits <= LONGEST && start + digits == text.length();
    }

    static boolean isDecimal(String text, int precision, int scale) {
        int start = sign(text);
        int whole = run(text, start);
        int end = start + whole;
        if (whole == 0 || whole > precision - scale) {
            return false;
        }
        if (end == text.length()) {
            return true;
        }
        int fraction = run(text, end + 1);
        return text.charAt(end) == '.' && fraction > 0 && fraction <= scale && end + 1 + fraction == text.length();
    }

    private static int sign(String text) {
        return text.startsWith("-") ? 1 : 0;
    }

    /** How many digits there are from {@code start} on. */
    private static int run(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end - start;
    }
}
