package tw.qiao.analytics.feeds;

/** Why a row was set aside. */
public enum Reason {
    NO_ROWS("檔案沒有資料列", "a file without a row of data"),
    WRONG_WIDTH("欄數不符", "another number of cells than the header"),
    UNNAMED_VALUE("無欄名的值", "a value in a column without a name"),
    NO_SUCH_VALUE("值與型別不符", "a cell that its column cannot hold"),
    CHECK_DIGIT("檢查碼不符", "a number whose check digit is wrong"),
    IMPLAUSIBLE_PLACE("座標不合理", "coordinates that are no place of the country"),
    OTHER_BATCH("不屬於本批次", "a row of another batch than its file"),
    MISSING("缺必填值", "a required value is missing"),
    OUT_OF_RANGE("超出範圍", "a value outside the plausible range"),
    PATTERN("格式不符", "a text of another form than declared"),
    CONFLICTING_KEY("鍵值重複且內容不同", "several different rows of the same key"),
    EXPECTATION("不符檢核條件", "a declared expectation does not hold"),
    DRIFT("與前批差異過大", "a batch that differs too much from the one before");

    private final String chinese;
    private final String english;

    Reason(String chinese, String english) {
        this.chinese = chinese;
        this.english = english;
    }

    /** What it is, in both languages. */
    public String label() {
        return chinese + " " + english;
    }
}
