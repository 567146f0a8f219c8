package tw.qiao.analytics.recipes;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * Finds Chinese in UTF-8 that a program read as Latin letters or as Big5 and saved (亂碼): put back into bytes, it is
 * UTF-8 again, which other text hardly ever is.
 */
final class Mojibake {
    private static final Charset LATIN = Charset.forName("windows-1252");
    private static final Charset BIG5 = Charset.forName("x-windows-950");
    private static final int FIRST_IDEOGRAPH = 0x2E80;

    /** Characters that bytes of Chinese in UTF-8 begin when they are read wrongly. */
    private static final BitSet BEGINNINGS = beginnings();

    private Mojibake() {}

    private static BitSet beginnings() {
        var set = new BitSet();
        for (int lead = 0xE2; lead <= 0xE9; lead++) {
            set.set(lead);
            for (int trail = 0x80; trail <= 0xBF; trail++) {
                String text = new String(new byte[] {(byte) lead, (byte) trail}, BIG5);
                if (text.length() == 1 && text.charAt(0) != '\uFFFD') {
                    set.set(text.charAt(0));
                }
            }
        }
        return set;
    }

    /** Whether {@code text}, whose first character beyond ASCII is at {@code from}, is likely spoilt. */
    static boolean isLikely(String text, int from) {
        char first = text.charAt(from);
        if (!BEGINNINGS.get(first)) {
            return false;
        }
        boolean latin = first < 0x100;
        // two characters of three bytes each, which were read as six letters or as three of Big5
        int end = from + (latin ? 6 : 3);
        return end <= text.length()
                ? isUtf8(text.substring(from, end), latin)
                : latin && isUtf8(text.substring(from), true);
    }

    private static boolean isUtf8(String text, boolean latin) {
        try {
            ByteBuffer bytes = latin ? latin(text) : BIG5.newEncoder().encode(CharBuffer.wrap(text));
            CharBuffer read = StandardCharsets.UTF_8.newDecoder().decode(bytes);
            return read.chars().anyMatch(c -> c >= FIRST_IDEOGRAPH);
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Some programs keep the bytes that Windows has no letter for as they are. */
    private static ByteBuffer latin(String text) throws CharacterCodingException {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes.put(
                    c < 0x100
                            ? (byte) c
                            : LATIN.newEncoder()
                                    .encode(CharBuffer.wrap(text, i, i + 1))
                                    .get());
        }
        return bytes.flip();
    }
}
