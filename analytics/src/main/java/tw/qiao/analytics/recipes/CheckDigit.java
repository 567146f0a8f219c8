package tw.qiao.analytics.recipes;

/** Numbers whose last digit is computed from the others, so that a slip of the hand shows. */
public enum CheckDigit {
    /** National identity number (國民身分證統一編號): a letter, 1 or 2, and eight digits. */
    NATIONAL_ID {
        @Override
        public boolean holds(String number) {
            return hasForm(number, "12") && isDivisible(number);
        }
    },
    /** Number of a foreign resident (外來人口統一證號): since 2021 a letter, 8 or 9; before, two letters. */
    RESIDENT_ID {
        @Override
        public boolean holds(String number) {
            if (number.length() == LENGTH && "ABCD".indexOf(number.charAt(1)) >= 0) {
                // the second letter counts like the last digit of its own number
                char digit = (char) ('0' + letter(number.charAt(1)) % 10);
                String same = number.charAt(0) + "" + digit + number.substring(2);
                return hasForm(same, "0123") && isDivisible(same);
            }
            return hasForm(number, "89") && isDivisible(number);
        }
    },
    /** Number of a firm (統一編號), by the rule since April 2023, which holds for all older ones too. */
    COMPANY_NUMBER {
        @Override
        public boolean holds(String number) {
            return isCompany(number, 5);
        }
    },
    /** Number of a firm by the rule until March 2023. */
    COMPANY_NUMBER_UNTIL_2023 {
        @Override
        public boolean holds(String number) {
            return isCompany(number, 10);
        }
    };

    private static final int LENGTH = 10;

    /** What each letter counts, A is 10; those that came late are out of order. */
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO";

    private static final int[] COMPANY_WEIGHTS = {1, 2, 1, 2, 1, 2, 4, 1};

    /** Whether {@code number} has the form and its check digit is right. */
    public abstract boolean holds(String number);

    private static int letter(char letter) {
        return 10 + LETTERS.indexOf(letter);
    }

    private static boolean hasForm(String number, String second) {
        return number.length() == LENGTH
                && LETTERS.indexOf(number.charAt(0)) >= 0
                && second.indexOf(number.charAt(1)) >= 0
                && areDigits(number, 1);
    }

    private static boolean areDigits(String number, int from) {
        for (int i = from; i < number.length(); i++) {
            if (number.charAt(i) < '0' || number.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean isDivisible(String number) {
        int first = letter(number.charAt(0));
        int sum = first / 10 + 9 * (first % 10);
        for (int i = 1; i < LENGTH; i++) {
            sum += (number.charAt(i) - '0') * Math.max(1, LENGTH - 1 - i);
        }
        return sum % 10 == 0;
    }

    /** A 7 in the seventh place makes 28, whose digits make 10, which may count as 1 or as 0. */
    private static boolean isCompany(String number, int divisor) {
        if (number.length() != COMPANY_WEIGHTS.length || !areDigits(number, 0)) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < COMPANY_WEIGHTS.length; i++) {
            int product = (number.charAt(i) - '0') * COMPANY_WEIGHTS[i];
            sum += product / 10 + product % 10;
        }
        return sum % divisor == 0 || (number.charAt(6) == '7' && (sum + 1) % divisor == 0);
    }
}
