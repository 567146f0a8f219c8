package tw.qiao.analytics.feeds;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.intake.Reading;

/**
 * How files become the rows of a table.
 *
 * @param version counts up with each change of the recipe or of the columns, so that files are read again
 * @param batch what the first group of this finds in a file's name is the batch; empty when a column names it
 * @param batchColumn the column whose value in all rows of a file is the batch, or from which {@code batch} takes it
 *     where the file's name does not say
 * @param fetch how its rows are got where they come in no file
 * @param notes how rows begin that are notes about the file and no data
 * @param totals words with which a cell ends whose row is a total and no data
 * @param characters what the publisher's private characters (造字) stand for
 * @param recipe SQL that makes the table's columns of {@code rows}; it keeps their columns file, line and batch
 * @param correction the column of the recipe that names a correction which the recipe made in a row
 * @param expectations what must hold in each row of the result
 * @param digest of all that is declared here and of the table's description; another whenever a step is another
 */
public record Feed(
        String name,
        int version,
        TableDescription table,
        Optional<Pattern> batch,
        Optional<String> batchColumn,
        Fetch fetch,
        List<String> notes,
        List<String> totals,
        Map<Character, String> characters,
        List<Layout> layouts,
        String recipe,
        Optional<String> correction,
        List<Expectation> expectations,
        String digest) {

    /** Something that holds in each row of the result; rows in which it does not are set aside under {@code reason}. */
    record Expectation(String reason, String sql) {}

    /** Whether the name of a file says which batch it is. */
    boolean knows(String file) {
        return batch.map(pattern -> pattern.matcher(file).find()).orElse(true);
    }

    /** Whether nothing says which batch {@code file} is: neither its name, nor a column of its rows. */
    public boolean isMisnamed(String file) {
        return batchColumn.isEmpty() && !knows(file);
    }

    /** A name under which {@code file} would be taken, for example {@code 2024.csv}. */
    public String properName(String file) {
        int point = file.indexOf('.');
        String ending = point < 0 ? "" : file.substring(point);
        return batch.map(pattern -> BatchExample.of(pattern).orElse(pattern.pattern()) + ending)
                .orElse(file);
    }

    /** Where the rows of its files are, as the first layout says. */
    public Reading reading() {
        return layouts.getFirst().reading();
    }

    /** The columns of all layouts. */
    List<SourceColumn> columns() {
        Map<String, SourceColumn> columns = new LinkedHashMap<>();
        layouts.forEach(layout -> layout.columns().forEach(column -> columns.putIfAbsent(column.name(), column)));
        return new ArrayList<>(columns.values());
    }
}
