package tw.qiao.platform.reports;

/** Text that shows what it says: what hides or turns the text around has no place in titles and names of files. */
final class VisibleText {
    private VisibleText() {}

    static boolean is(String text) {
        return text.codePoints().allMatch(VisibleText::isVisible);
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
