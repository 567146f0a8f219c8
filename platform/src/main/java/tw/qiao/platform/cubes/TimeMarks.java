package tw.qiao.platform.cubes;

import tw.qiao.analytics.cubes.Title;

/** What is there of a time, behind its name. */
final class TimeMarks {
    private TimeMarks() {}

    static String chinese(Title mark) {
        return "（" + mark.chinese() + "）";
    }

    static String english(Title mark) {
        return " (" + mark.english() + ")";
    }
}
