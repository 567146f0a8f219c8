package tw.qiao.platform.forms;

/**
 * Unified business number (統一編號) of a firm: eight digits whose weighted digit sum is a multiple of five. The rule of
 * the Ministry of Finance since April 2023; it also holds for every number of before.
 */
final class UnifiedNumber {
    private static final int[] WEIGHTS = {1, 2, 1, 2, 1, 2, 4, 1};

    private UnifiedNumber() {}

    /** Whether {@code text} has eight digits that check. */
    static boolean isValid(String text) {
        if (!text.matches("[0-9]{8}")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            int product = (text.charAt(i) - '0') * WEIGHTS[i];
            sum += product / 10 + product % 10;
        }
        return sum % 5 == 0 || (text.charAt(6) == '7' && (sum + 1) % 5 == 0);
    }
}
