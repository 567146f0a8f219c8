package tw.qiao.platform.warehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tw.qiao.analytics.dictionary.Column.PersonalData;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.egress.CountLayout;
import tw.qiao.analytics.egress.Egress;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.egress.Threshold;
import tw.qiao.analytics.query.Found;
import tw.qiao.analytics.query.Query;
import tw.qiao.kernel.Problem;

/**
 * The gate for figures that an analyst publishes (對外發布): names in the first column, numbers in the others, made of
 * columns that are not about persons. Where a table of somebody's own has other columns too, its rows may be about
 * single people, so one count leaves, without what is too small.
 */
@Component
class Releases {
    private static final String COUNT = "BIGINT";
    private static final Set<String> WHOLE = Set.of("TINYINT", "SMALLINT", "INTEGER", "HUGEINT", "UBIGINT", "UINTEGER");
    private static final Set<String> BROKEN = Set.of("DOUBLE", "FLOAT");

    private final OpenWarehouse warehouse;
    private final DescribedTables tables;
    private final WarehouseDesk desk;

    Releases(OpenWarehouse warehouse, DescribedTables tables, WarehouseDesk desk) {
        this.warehouse = warehouse;
        this.tables = tables;
        this.desk = desk;
    }

    /** What everybody may see of the answer. */
    Result answer(Query query) {
        var egress = new Egress(desk.publishingPolicy());
        Found found = warehouse.queries().run(query, egress.catalogue(warehouse.catalogue()));
        if (found.truncated()
                || found.columns().size() < 2
                || found.types().stream().skip(1).anyMatch(type -> !isNumber(type))) {
            throw Problem.invalid(
                    "release_shape", "A first column with names and others with numbers were expected, and fewer rows");
        }
        return isAboutPeople(found.provenance().tables())
                ? egress.counts(found, layout(found), Threshold.CUSTOMARY)
                : egress.rows(found);
    }

    /** Whether any of the tables, as stamps name them, may have rows about single people. */
    boolean isAboutPeople(List<String> stamps) {
        return stamps.stream().anyMatch(this::mayBeAboutPeople);
    }

    private static boolean isNumber(String type) {
        return type.equals(COUNT) || WHOLE.contains(type) || BROKEN.contains(type) || type.startsWith("DECIMAL");
    }

    private boolean mayBeAboutPeople(String stamp) {
        String table = stamp.substring(0, stamp.indexOf('@'));
        return !Dictionary.describes(table)
                && tables.feedOf(table).table().columns().stream()
                        .anyMatch(column -> column.personal() != PersonalData.NONE);
    }

    private static CountLayout layout(Found found) {
        var counts = new ArrayList<String>();
        var derived = new ArrayList<String>();
        for (int i = 1; i < found.columns().size(); i++) {
            (found.types().get(i).equals(COUNT) ? counts : derived)
                    .add(found.columns().get(i));
        }
        if (counts.size() != 1) {
            throw Problem.invalid(
                    "release_counts",
                    "One column with a count was expected, because the table has columns about persons; there are "
                            + counts.size());
        }
        return new CountLayout(
                List.of(),
                List.of(found.columns().getFirst()),
                Optional.empty(),
                counts,
                Optional.empty(),
                derived,
                List.of(),
                Set.of());
    }
}
