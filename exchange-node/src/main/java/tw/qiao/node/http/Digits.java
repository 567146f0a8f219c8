package tw.qiao.node.http;

import java.io.IOException;

/** Numbers as messages have them: digits alone, and not too many. */
final class Digits {
    private static final int MOST = 12;

    private Digits() {}

    /** The number, or -1 when it is none or larger than any body. */
    static long of(String text, int radix) {
        if (text.isEmpty() || text.length() > MOST) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }

    /** The number of octets that the text tells. */
    static long length(String text, int radix) throws IOException {
        long length = of(text, radix);
        if (length < 0) {
            throw new IOException("The answer's length is wrong");
        }
        return length;
    }
}
