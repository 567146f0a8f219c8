package tw.qiao.analytics.feeds;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.analytics.recipes.CleaningStep;
import tw.qiao.analytics.recipes.Format;
import tw.qiao.kernel.CanonicalJson;

/** The steps by which a feed's files are cleaned, in their order, for people to read. */
final class RecipeSteps {
    private final ArrayNode steps = CanonicalJson.MAPPER.createArrayNode();

    private RecipeSteps() {}

    static ArrayNode of(Feed feed) {
        var all = new RecipeSteps();
        all.add(CleaningStep.SKIP_ROWS, "");
        feed.layouts().forEach(all::addLayout);
        all.add(CleaningStep.SQL, "").put("sql", feed.recipe());
        all.add(CleaningStep.DICTIONARY, "");
        for (Feed.Expectation expectation : feed.expectations()) {
            all.add(CleaningStep.EXPECTATION, "")
                    .put("reason", expectation.reason())
                    .put("sql", expectation.sql());
        }
        if (!feed.table().key().isEmpty()) {
            ArrayNode key = all.add(CleaningStep.UNIQUE, "").putArray("columns");
            feed.table().key().forEach(column -> key.add(column.name()));
        }
        return all.steps;
    }

    private void addLayout(Layout layout) {
        Map<CleaningStep, List<String>> columns = new EnumMap<>(CleaningStep.class);
        for (SourceColumn column : layout.columns()) {
            steps(column)
                    .forEach(step -> columns.computeIfAbsent(step, _ -> new ArrayList<>())
                            .add(column.name()));
        }
        layout.place().ifPresent(place -> columns.put(CleaningStep.COORDINATES, List.of(place.x(), place.y())));
        columns.forEach((step, names) -> {
            ArrayNode of = add(step, layout.name()).putArray("columns");
            names.forEach(of::add);
        });
    }

    private static List<CleaningStep> steps(SourceColumn column) {
        var steps = new ArrayList<CleaningStep>();
        steps.add(CleaningStep.TRIM);
        if (!column.missing().isEmpty()) {
            steps.add(CleaningStep.MISSING_CODES);
        }
        if (column.format() != Format.PLAIN) {
            steps.add(CleaningStep.of(column.format()));
        }
        if (column.type().kind() != ColumnType.Kind.TEXT) {
            steps.add(CleaningStep.FOLD_DIGITS);
        } else if (column.format() == Format.PLAIN) {
            steps.add(CleaningStep.PRIVATE_CHARACTERS);
            steps.add(CleaningStep.MOJIBAKE);
        }
        if (column.type().isNumeric()) {
            steps.add(CleaningStep.THOUSANDS);
        }
        if (column.tai()) {
            steps.add(CleaningStep.TAI);
        }
        column.check().map(CleaningStep::of).ifPresent(steps::add);
        return steps;
    }

    private ObjectNode add(CleaningStep step, String layout) {
        ObjectNode said = steps.addObject().put("function", step.function());
        if (!layout.isEmpty()) {
            said.put("layout", layout);
        }
        said.put("chinese", step.chinese()).put("english", step.english());
        if (!step.counts().isEmpty()) {
            ArrayNode counts = said.putArray("counts");
            step.counts().forEach(count -> counts.add(count.name().toLowerCase(Locale.ROOT)));
        }
        return said;
    }
}
