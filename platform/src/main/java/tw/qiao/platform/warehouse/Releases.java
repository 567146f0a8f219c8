package tw.qiao.platform.warehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tw.qiao.analytics.egress.CountLayout;
import tw.qiao.analytics.egress.Egress;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.egress.Threshold;
import tw.qiao.analytics.query.Found;
import tw.qiao.analytics.query.Query;

/**
 * The gate for figures that an analyst publishes (對外發布): what is {@link Publishable} leaves, and of counts of people
 * without what is too small.
 */
@Component
class Releases {
    private final OpenWarehouse warehouse;
    private final Publishable publishable;
    private final WarehouseDesk desk;

    Releases(OpenWarehouse warehouse, Publishable publishable, WarehouseDesk desk) {
        this.warehouse = warehouse;
        this.publishable = publishable;
        this.desk = desk;
    }

    /** What everybody may see of the answer; a problem {@code release_…} where nobody may see any of it. */
    Result answer(Query query) {
        refuse(publishable.privately(query.statement()));
        var egress = new Egress(desk.publishingPolicy());
        Found found = warehouse.queries().run(query, egress.catalogue(warehouse.catalogue()));
        var shape = new Publishable.Shape(
                found.columns(),
                found.types(),
                found.rows().size(),
                found.truncated(),
                found.provenance().tables());
        refuse(publishable.misshapen(shape));
        return isAboutPeople(shape.tables())
                ? egress.counts(found, layout(found), Threshold.CUSTOMARY)
                : egress.rows(found);
    }

    /** Whether any of the tables, as stamps name them, may have rows about single people. */
    boolean isAboutPeople(List<String> stamps) {
        return publishable.isAboutPeople(stamps);
    }

    private static void refuse(Optional<Publishable.Obstacle> obstacle) {
        obstacle.ifPresent(one -> {
            throw new Unpublishable(one);
        });
    }

    private static CountLayout layout(Found found) {
        var counts = new ArrayList<String>();
        var derived = new ArrayList<String>();
        for (int i = 1; i < found.columns().size(); i++) {
            (found.types().get(i).equals(Publishable.COUNT) ? counts : derived)
                    .add(found.columns().get(i));
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
