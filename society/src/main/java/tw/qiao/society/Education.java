package tw.qiao.society;

/** Highest schooling (教育程度), in the levels of the ministry's village table drawn together to six, 0 to 5. */
final class Education {
    static final int PRIMARY = 0;
    static final int JUNIOR_HIGH = 1;
    static final int SENIOR_HIGH = 2;
    static final int JUNIOR_COLLEGE = 3;
    static final int UNIVERSITY = 4;
    static final int POSTGRADUATE = 5;
    static final int LEVELS = 6;

    private Education() {}

    /** The level that a column of the village table counts, such as {@code 大畢_男}. */
    static int levelOfColumn(String column) {
        return switch (column.charAt(0)) {
            case '博', '碩' -> POSTGRADUATE;
            case '大' -> UNIVERSITY;
            case '二', '後' -> JUNIOR_COLLEGE;
            case '高', '職', '前' -> SENIOR_HIGH;
            case '國', '初' -> JUNIOR_HIGH;
            case '小', '自', '不' -> PRIMARY;
            default -> throw new IllegalArgumentException("Expected a column of schooling, found " + column);
        };
    }
}
