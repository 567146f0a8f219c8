package tw.qiao.platform.warehouse;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.Column.PersonalData;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.lineage.Origin;
import tw.qiao.kernel.Problem;

/**
 * Whether an answer can be published as figures (能否發布): names in the first column, numbers in the others, made of
 * columns that are not about persons. Where a table of somebody's own has other columns too, its rows may be about
 * single people, so one count of each name is wanted.
 */
@Component
public class Publishable {
    static final String COUNT = "BIGINT";

    /** How many rows can be published at most. */
    static final int MOST_ROWS = 400;

    private final OpenWarehouse warehouse;
    private final DescribedTables tables;

    Publishable(OpenWarehouse warehouse, DescribedTables tables) {
        this.warehouse = warehouse;
        this.tables = tables;
    }

    /**
     * Why an answer cannot be published.
     *
     * @param code {@code release_…}
     * @param columns those that are in the way; empty where none is
     */
    public record Obstacle(String code, String columns) {
        private Obstacle(String code) {
            this(code, "");
        }
    }

    /**
     * What an answer looks like.
     *
     * @param types the columns' types as the engine calls them
     * @param tables as stamps name them
     */
    record Shape(List<String> columns, List<String> types, int rows, boolean truncated, List<String> tables) {}

    /** Why the answer to {@code statement} cannot be published; empty where it can. */
    Optional<Obstacle> obstacle(String statement, Result result) {
        var shape = new Shape(
                result.columns(),
                result.types(),
                result.rows().size(),
                result.truncated(),
                result.provenance().tables());
        return privately(statement).or(() -> misshapen(shape));
    }

    /** Why an answer of that shape cannot be published; empty where it can. */
    Optional<Obstacle> misshapen(Shape shape) {
        return outline(shape).or(() -> uncounted(shape));
    }

    private static Optional<Obstacle> outline(Shape shape) {
        if (shape.truncated() || shape.rows() > MOST_ROWS) {
            return Optional.of(new Obstacle("release_many"));
        }
        if (shape.rows() < 2) {
            return Optional.of(new Obstacle("release_few"));
        }
        if (shape.columns().size() < 2) {
            return Optional.of(new Obstacle("release_column"));
        }
        List<String> words = IntStream.range(1, shape.columns().size())
                .filter(column -> !ShownResult.isNumber(shape.types().get(column)))
                .mapToObj(shape.columns()::get)
                .toList();
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(new Obstacle("release_words", String.join(", ", words)));
    }

    /** The columns about persons that a statement reads, whether it shows them or only chooses rows by them. */
    Optional<Obstacle> privately(String statement) {
        Set<Origin> read;
        try {
            read = warehouse.trace(statement, tables::columnsOf).all();
        } catch (Problem wrong) { // whoever runs it says what is wrong with it
            return Optional.empty();
        }
        String columns = read.stream()
                .filter(this::isAboutPersons)
                .map(Origin::column)
                .distinct()
                .collect(Collectors.joining(", "));
        return columns.isEmpty() ? Optional.empty() : Optional.of(new Obstacle("release_private", columns));
    }

    private boolean isAboutPersons(Origin origin) {
        return tables.description(origin.table()).stream()
                .flatMap(table -> table.columns().stream())
                .filter(column -> column.name().equals(origin.column()))
                .anyMatch(Publishable::isAboutPersons);
    }

    private static boolean isAboutPersons(Column column) {
        return column.personal() != PersonalData.NONE;
    }

    private Optional<Obstacle> uncounted(Shape shape) {
        long counts = shape.types().stream().skip(1).filter(COUNT::equals).count();
        return isAboutPeople(shape.tables()) && counts != 1
                ? Optional.of(new Obstacle("release_counts"))
                : Optional.empty();
    }

    /** Whether any of the tables, as stamps name them, may have rows about single people. */
    boolean isAboutPeople(List<String> stamps) {
        return stamps.stream().anyMatch(this::mayBeAboutPeople);
    }

    private boolean mayBeAboutPeople(String stamp) {
        String table = stamp.substring(0, stamp.indexOf('@'));
        return !Dictionary.describes(table)
                && tables.description(table)
                        .map(own -> own.columns().stream().anyMatch(Publishable::isAboutPersons))
                        .orElse(true); // nobody says what its columns are
    }
}
