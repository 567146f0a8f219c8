package tw.qiao.analytics.intake;

import java.util.List;
import java.util.Optional;

/** The rows of a file, one after the other; the first is the header. */
public interface Rows extends AutoCloseable {

    /** The rows of separated values in {@code file}. */
    static Rows separated(SourceFile file, char separator) {
        return TextRows.of(file, separator);
    }

    /** The objects of the list {@code list} in a JSON {@code file}; the header are the names of the first. */
    static Rows json(SourceFile file, String list) {
        return JsonRows.of(file, list);
    }

    /** The next row, empty after the last; a problem {@code intake_…} where the file is broken. */
    Optional<Row> next();

    @Override
    void close();

    /**
     * One row of text.
     *
     * @param line the number of the line on which it begins, the first is 1
     */
    record Row(long line, List<String> cells) {}
}
