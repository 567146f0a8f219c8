package tw.qiao.analytics.wire;

import java.util.ArrayList;
import java.util.List;

/** Finds parts of a statement that stand neither in brackets nor in quotes. */
final class TopLevel {
    private TopLevel() {}

    /** Where {@code word} stands by itself; -1 when it does not. */
    static int indexOf(String text, String word) {
        String plain = blanked(text);
        for (int i = 0; i + word.length() <= plain.length(); i++) {
            if (plain.regionMatches(true, i, word, 0, word.length())
                    && isEnd(plain, i - 1)
                    && isEnd(plain, i + word.length())) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isEnd(String text, int index) {
        return index < 0
                || index >= text.length()
                || !(Character.isLetterOrDigit(text.charAt(index)) || "_.".indexOf(text.charAt(index)) >= 0);
    }

    /** The parts between commas. */
    static List<String> split(String text) {
        String plain = blanked(text);
        var parts = new ArrayList<String>();
        int begin = 0;
        for (int comma = plain.indexOf(','); comma >= 0; comma = plain.indexOf(',', begin)) {
            parts.add(text.substring(begin, comma).strip());
            begin = comma + 1;
        }
        parts.add(text.substring(begin).strip());
        return parts;
    }

    /** The text with spaces in the place of what stands in brackets or between apostrophes. */
    static String withoutBrackets(String text) {
        return blanked(text);
    }

    private static String blanked(String text) {
        var plain = new StringBuilder(text);
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean ending = character == '\'';
            quoted ^= ending;
            if (!quoted && !ending) {
                depth += character == '(' || character == '['
                        ? 1
                        : (character == ')' || character == ']') && depth > 0 ? -1 : 0;
            }
            if (quoted || ending || depth > 0) {
                plain.setCharAt(i, ' ');
            }
        }
        return plain.toString();
    }
}
