package tw.qiao.analytics.recipes;

/** A declared repair, or a blemish that is kept and told. */
public enum Correction {
    BLANKS("前後空白", "blanks around a value"),
    FULL_WIDTH("全形數字", "full-width digits"),
    THOUSANDS("千分位", "thousands separators"),
    MISSING_CODE("缺漏代碼", "codes for a missing value"),
    TAI("台改臺", "台 written 臺"),
    PRIVATE_CHARACTER("造字（保留）", "private characters (kept)"),
    MAPPED_CHARACTER("造字轉碼", "private characters replaced by the agency's table"),
    MOJIBAKE("疑似亂碼（保留）", "texts that look decoded wrongly (kept)"),
    LOST_CHARACTER("缺字（保留）", "lost characters ? (kept)"),
    SWAPPED_COORDINATES("經緯度對調", "longitude and latitude exchanged"),
    PROJECTED("座標轉換", "coordinates in metres turned into degrees"),
    BLANK_ROW("空白列", "blank rows left out"),
    TITLE_ROW("標題列", "rows of titles above the header"),
    NOTE_ROW("附註列", "rows of notes left out"),
    DELETED_ROW("標示刪除列", "rows that the file marks as deleted"),
    TOTAL_ROW("合計列", "rows of totals left out"),
    LIKELY_TOTAL_ROW("疑似合計列（保留）", "rows that look like totals (kept; say 'totals' in the feed)"),
    REPEATED_HEADER("重複標題列", "repeated header rows left out"),
    EMPTY_COLUMN("空白欄", "columns without name and values left out"),
    IDENTICAL_ROW("完全重複列", "identical rows counted once");

    private final String chinese;
    private final String english;

    Correction(String chinese, String english) {
        this.chinese = chinese;
        this.english = english;
    }

    /** What it is, in both languages. */
    public String label() {
        return chinese + " " + english;
    }
}
