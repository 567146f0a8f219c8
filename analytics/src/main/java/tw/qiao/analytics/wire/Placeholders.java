package tw.qiao.analytics.wire;

/** The places of parameters in a statement: {@code $1}, {@code $2} and so on. */
final class Placeholders {
    private static final int MOST = 1_000;

    private Placeholders() {}

    /** The highest number; texts in apostrophes have none. */
    static int count(String statement) {
        int highest = 0;
        boolean quoted = false;
        for (int i = 0; i < statement.length(); i++) {
            char character = statement.charAt(i);
            quoted ^= character == '\'';
            if (character == '$' && !quoted) {
                int number = 0;
                while (i + 1 < statement.length() && Character.isDigit(statement.charAt(i + 1)) && number < MOST) {
                    number = number * 10 + Character.digit(statement.charAt(++i), 10);
                }
                highest = Math.max(highest, Math.min(number, MOST));
            }
        }
        return highest;
    }
}
