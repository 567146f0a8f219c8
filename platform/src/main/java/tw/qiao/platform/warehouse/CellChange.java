package tw.qiao.platform.warehouse;

/**
 * A cell that somebody corrects.
 *
 * @param line where its row begins in the file
 * @param column what the file or the table calls its column
 */
record CellChange(long line, String column, String value) {}
