package tw.qiao.node.message;

/** A set of ASCII characters of which an identifier may be made. */
public final class Characters {
    private final boolean[] allowed = new boolean[128];

    /** Letters and digits, and the given {@code others}. */
    public static Characters lettersDigitsAnd(String others) {
        var characters = digitsAndLowerCaseAnd(others);
        for (char c = 'A'; c <= 'Z'; c++) {
            characters.allowed[c] = true;
        }
        return characters;
    }

    /** Lower-case letters and digits, and the given {@code others}. */
    public static Characters digitsAndLowerCaseAnd(String others) {
        var characters = new Characters();
        for (char c = 'a'; c <= 'z'; c++) {
            characters.allowed[c] = true;
        }
        for (char c = '0'; c <= '9'; c++) {
            characters.allowed[c] = true;
        }
        for (int i = 0; i < others.length(); i++) {
            characters.allowed[others.charAt(i)] = true;
        }
        return characters;
    }

    private Characters() {}

    /** Whether {@code text} consists of these, and has a length within the given bounds. */
    public boolean make(String text, int least, int most) {
        if (text.length() < least || text.length() > most) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= allowed.length || !allowed[text.charAt(i)]) {
                return false;
            }
        }
        return true;
    }
}
