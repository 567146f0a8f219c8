package tw.qiao.analytics.intake;

/** What a file holds, as its first bytes say; its name and a server's content type never decide. */
public enum Content {
    /** Separated values, or lines of fixed width. */
    TEXT,
    JSON,
    XML,
    /** A workbook of Office Open XML (xlsx). */
    WORKBOOK,
    /** A spreadsheet of OpenDocument (ods). */
    SPREADSHEET,
    /** A table of dBase III or IV (dbf). */
    DBASE,
    /** Shapes (shp) beside a table of dBase, or both in one zip archive. */
    SHAPES,
    PARQUET;

    /** Whether the text of such a file has to be decoded by us. */
    boolean isText() {
        return this == TEXT || this == JSON || this == XML;
    }
}
