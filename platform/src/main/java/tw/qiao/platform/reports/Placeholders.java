package tw.qiao.platform.reports;

import java.util.regex.Pattern;

/** The parameters that a statement uses: {@code $1}, {@code $2} and so on. */
final class Placeholders {
    private static final Pattern SAID = Pattern.compile("'[^']*'|\"[^\"]*\"|--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern PLACE = Pattern.compile("\\$(\\d{1,3})");

    private Placeholders() {}

    /** The highest number outside of texts, names and comments; 0 for none. */
    static int highest(String statement) {
        return PLACE.matcher(SAID.matcher(statement).replaceAll(" "))
                .results()
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .max()
                .orElse(0);
    }
}
