package tw.qiao.analytics.cubes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.cubes.Lattice.Statement;
import tw.qiao.analytics.egress.Threshold;
import tw.qiao.analytics.query.Found;
import tw.qiao.kernel.Problem;

/**
 * What may be told of the sums that a question needs. It is decided on whole tables, whatever a question filters: once
 * for all questions that touch the same levels of the same dimensions in the same years. Only where a table has too
 * many sums, it is decided below the parents that a question touches.
 */
final class Decisions {
    private static final int MOST_SUMS = 400_000;

    private final Shape shape;
    private final boolean stock;
    private final Optional<Period> years;
    private final Threshold threshold;
    private final boolean packing;
    private final Function<Statement, Found> engine;

    /**
     * Decides for one question.
     *
     * @param stock whether on states or on other sums
     * @param years on sums of which years; empty for all
     * @param packing whether the engine can put many places into one text
     */
    Decisions(
            Shape shape,
            boolean stock,
            Optional<Period> years,
            Threshold threshold,
            boolean packing,
            Function<Statement, Found> engine) {
        this.shape = shape;
        this.stock = stock;
        this.years = years;
        this.threshold = threshold;
        this.packing = packing;
        this.engine = engine;
    }

    /** What is decided on together; nothing where the question has no such sums. */
    List<Family> families() {
        return Family.of(
                shape,
                shape.sums().stream()
                        .filter(name -> shape.sum(name).stock() == stock)
                        .toList());
    }

    /** A lattice of some families, for one statement. */
    Lattice lattice(List<Family> families) {
        return new Lattice(
                shape,
                stock,
                families.stream().flatMap(family -> family.sums().stream()).toList(),
                years);
    }

    Statement statementOfAll(Family family) {
        return lattice(List.of(family)).narrowest();
    }

    Statement statementOfTouched(Family family) {
        Lattice lattice = lattice(List.of(family));
        return lattice.touched(lattice.sets());
    }

    /** Decides on whole tables; empty where there are too many sums. */
    List<Optional<Protection>> onAll(List<Family> families) {
        Lattice lattice = lattice(families);
        Found found = engine.apply(packs(lattice) ? lattice.packed() : lattice.narrowest());
        if (found.truncated()) {
            return families.stream().map(_ -> Optional.<Protection>empty()).toList();
        }
        List<Lattice.Row> rows = packs(lattice) ? new Packing(lattice).rows(found.rows()) : lattice.rows(found.rows());
        return decided(families, lattice, Sums.summedUp(lattice, rows), found);
    }

    private boolean packs(Lattice lattice) {
        return packing && !lattice.chains().isEmpty();
    }

    /** Decides below the parents that the question touches. */
    List<Optional<Protection>> onTouched(List<Family> families) {
        Lattice lattice = lattice(families);
        Found found = engine.apply(lattice.touched(lattice.sets()));
        List<JsonNode> rows = found.truncated() ? levelByLevel(families) : found.rows();
        return decided(families, lattice, Sums.found(lattice, lattice.rows(rows)), found);
    }

    private List<JsonNode> levelByLevel(List<Family> families) {
        var rows = new ArrayList<JsonNode>();
        for (List<String> set : lattice(families).sets()) {
            Found found = engine.apply(lattice(families).touched(List.of(set)));
            rows.addAll(found.rows());
            if (found.truncated() || rows.size() > MOST_SUMS) {
                throw Problem.invalid(
                        "cube_too_large",
                        "Small counts can be found in whole tables only, and this one has too many rows; choose a"
                                + " wider level, fewer areas or a shorter period");
            }
        }
        return rows;
    }

    private List<Optional<Protection>> decided(List<Family> families, Lattice lattice, Sums sums, Found found) {
        return families.stream()
                .map(family -> new Protection(
                        family, sums, lattice.apart(), found.provenance().tables(), threshold))
                .map(Optional::of)
                .toList();
    }
}
