package tw.qiao.analytics.recipes;

/** Thousands separators: commas with exactly three digits after each, none after a point. */
final class Thousands {
    private Thousands() {}

    static boolean areIn(String text) {
        int comma = text.indexOf(',');
        int before = text.startsWith("-") ? comma - 1 : comma;
        if (before < 1 || before > 3) {
            return false;
        }
        int end = text.indexOf('.') < 0 ? text.length() : text.indexOf('.');
        for (int i = comma; i < end; i += 4) {
            if (text.charAt(i) != ','
                    || i + 4 > end
                    || text.substring(i + 1, i + 4).indexOf(',') >= 0) {
                return false;
            }
        }
        return true;
    }
}
