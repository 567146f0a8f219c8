package tw.qiao.analytics.dictionary;

import java.text.Normalizer;
import java.util.Locale;

/** Texts as a search compares them: 台 is 臺, full-width letters and digits are the others, capitals do not matter. */
public final class SearchText {
    private SearchText() {}

    /** {@code text} as it is compared. */
    public static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace('台', '臺')
                .strip();
    }

    /** Whether one of {@code texts} holds {@code folded}, which is folded already. */
    public static boolean says(String folded, String... texts) {
        for (String text : texts) {
            if (fold(text).contains(folded)) {
                return true;
            }
        }
        return false;
    }
}
