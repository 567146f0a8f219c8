package tw.qiao.analytics.intake;

import tw.qiao.kernel.Problem;

/** Says that a file has no row of data. */
public final class NoRows {
    private static final String EMPTY = "intake_empty";
    private static final String HEAD_ONLY = "intake_no_rows";

    private NoRows() {}

    /** Of a file in which there is nothing. */
    public static Problem empty(String file) {
        return Problem.invalid(EMPTY, "檔案沒有資料：" + file + "。 The file is empty");
    }

    /** Of a file in which nothing follows the names of the columns. */
    public static Problem headOnly(String file) {
        return Problem.invalid(
                HEAD_ONLY,
                "檔案只有欄名，沒有任何資料列：" + file
                        + "。請確認檔案與期別後重新傳送。 The file has names of columns and no row of data; look at the file and"
                        + " its period, and send it again");
    }

    /** Whether a problem of that code says so. */
    public static boolean isSaidBy(String code) {
        return code.equals(EMPTY) || code.equals(HEAD_ONLY);
    }
}
