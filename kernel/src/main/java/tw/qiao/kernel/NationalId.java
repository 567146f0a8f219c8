package tw.qiao.kernel;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * National identification number (國民身分證統一編號): a letter for the county of first registration, 1 or 2 for the sex, seven
 * digits and a check digit.
 *
 * <p>Numbers whose serial starts with {@code 9} are reserved here for synthetic people, so that no number that Qiao
 * makes up looks like a living person's.
 */
public record NationalId(String value) {
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO";
    private static final Pattern FORM = Pattern.compile("[A-Z][12]\\d{8}");

    public NationalId {
        if (!isValid(value)) {
            throw Problem.invalid(
                    "national_id_invalid", "A national id is a letter, 1 or 2, and eight digits that check");
        }
    }

    /** Whether {@code text} has the form of a national id and its check digit fits. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches() && checkDigit(text) == text.charAt(9) - '0';
    }

    /** The number of a synthetic person. {@code letter} is A to Z, {@code serial} 0 to 999,999. */
    public static NationalId synthetic(char letter, boolean female, int serial) {
        byte[] text = new byte[10];
        writeSynthetic(text, 0, letter, female, serial);
        return new NationalId(new String(text, StandardCharsets.US_ASCII));
    }

    /** Writes the ten characters of {@link #synthetic} to {@code target}; made for writing millions of them. */
    public static void writeSynthetic(byte[] target, int at, char letter, boolean female, int serial) {
        int number = LETTERS.indexOf(letter) + 10;
        int sum = number / 10 + number % 10 * 9 + (female ? 16 : 8) + 9 * 7;
        target[at] = (byte) letter;
        target[at + 1] = (byte) (female ? '2' : '1');
        target[at + 2] = '9';
        int rest = serial;
        for (int place = 8; place > 2; place--) {
            int digit = rest % 10;
            rest /= 10;
            target[at + place] = (byte) ('0' + digit);
            sum += digit * (9 - place);
        }
        target[at + 9] = (byte) ('0' + (10 - sum % 10) % 10);
    }

    /** Whether the number lies in the part of the number space that is reserved for synthetic people. */
    public boolean isSynthetic() {
        return value.startsWith("9", 2);
    }

    private static int checkDigit(String head) {
        int letter = LETTERS.indexOf(head.charAt(0)) + 10;
        int sum = letter / 10 + letter % 10 * 9;
        for (int i = 1; i < 9; i++) {
            sum += (head.charAt(i) - '0') * (9 - i);
        }
        return (10 - sum % 10) % 10;
    }

    @Override
    public String toString() {
        return "NationalId[" + value.charAt(0) + "********" + "]";
    }
}
