package tw.qiao.kernel;

import java.text.Normalizer;

/** Text as people in Taiwan type it. */
public final class Text {
    private Text() {}

    /**
     * What a person typed, ready to be kept: NFC, full-width letters, digits and signs folded to ASCII, an ideographic
     * space to a space, no white space at the ends.
     */
    public static String typed(String raw) {
        var out = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            out.append(folded(raw.charAt(i)));
        }
        return Normalizer.normalize(out, Normalizer.Form.NFC).strip();
    }

    private static char folded(char c) {
        if (c >= '！' && c <= '～') {
            return (char) (c - '！' + '!');
        }
        return c == '　' ? ' ' : c;
    }

    /**
     * Whether the text can be stored and shown: no NUL or other control but line breaks and tabs, no lone surrogate.
     */
    public static boolean isClean(String text) {
        return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE || isForbiddenControl(c));
    }

    private static boolean isForbiddenControl(int c) {
        return Character.getType(c) == Character.CONTROL && c != '\n' && c != '\r' && c != '\t';
    }
}
