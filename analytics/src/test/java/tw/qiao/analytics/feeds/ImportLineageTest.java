package tw.qiao.analytics.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.lineage.LineageFiles;
import tw.qiao.analytics.provenance.ImportRun;
import tw.qiao.analytics.provenance.TableLineage;
import tw.qiao.analytics.support.LineageCheck;
import tw.qiao.analytics.support.TestDatabase;
import tw.qiao.analytics.tables.Warehouse;

class ImportLineageTest {
    private static final Path EXCERPTS = Path.of("src/test/resources/feeds/excerpts");
    private static final String VITAL_EVENTS = "vital-events-by-village";

    @TempDir
    private Path folder;

    private Warehouse warehouse;
    private Workbench workbench;

    @BeforeEach
    void open() {
        warehouse = Warehouse.open(TestDatabase.create(), "postgres", "", folder.resolve("tables"));
        workbench = Workbench.open(folder, 512, 2);
    }

    @AfterEach
    void close() {
        workbench.close();
        warehouse.close();
    }

    static Stream<String> feeds() {
        return Feeds.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("feeds")
    void saysOfEachColumnOfEachFeedWhereItComesFrom(String name) {
        Feed feed = Feeds.named(name);
        String nothing = feed.table().columns().stream()
                .map(column -> "null as " + column.name())
                .collect(Collectors.joining(", ", "select ", " where false"));

        var run = new ImportLineage(warehouse, workbench, feed, Map.of(), Clock.systemUTC()).record(List.of(), nothing);

        JsonNode event =
                LineageFiles.of(warehouse).event(feed.table().name(), run).orElseThrow();
        LineageCheck.isValid(event);
        assertThat(event.at("/run/facets/qiao_recipe/digest").asString()).isEqualTo(feed.digest());
        JsonNode fields = event.at("/outputs/0/facets/columnLineage/fields");
        assertThat(feed.table().columns())
                .extracting(Column::name)
                .filteredOn(column -> !feed.recipe().contains("2020 as " + column))
                .allSatisfy(column -> assertThat(fields.path(column).path("inputFields"))
                        .as(column)
                        .isNotEmpty());
        assertThat(event.at("/outputs/0/facets/schema/fields"))
                .hasSize(feed.table().columns().size());
    }

    @Test
    void keepsWithEachBatchItsFileItsRecipeAndWhatWasCounted() {
        run(Feeds.named(VITAL_EVENTS), EXCERPTS.resolve("2014-05.csv"), EXCERPTS.resolve("2020-09.csv"));

        var lineage = TableLineage.of(warehouse, Feeds.named(VITAL_EVENTS), workbench::parse);

        ImportRun run = lineage.runs().getFirst();
        assertThat(lineage.runs()).hasSize(1);
        assertThat(run.batches()).containsExactly("2014-05", "2020-09");
        assertThat(run.files()).isEqualTo(2);
        assertThat(run.recipe().digest()).isEqualTo(Feeds.named(VITAL_EVENTS).digest());
        LineageCheck.isValid(run.event());
        assertThat(run.event()
                        .at("/run/facets/qiao_recipe/corrections/repeated_header")
                        .asLong())
                .isEqualTo(1);
        assertThat(run.rows())
                .isEqualTo(run.event()
                        .at("/outputs/0/outputFacets/dataQualityMetrics/rowCount")
                        .asLong())
                .isPositive();
        assertThat(run.event().at("/inputs/2/facets/version/datasetVersion").asString())
                .startsWith("sha256:");
        assertThat(run.event().at("/inputs/2/facets/schema/fields/0/name").asString())
                .isEqualTo("統計年月");
    }

    @Test
    void namesBothTheHeadersAndTheCubesOfAColumn() {
        var lineage = TableLineage.of(warehouse, Feeds.named(VITAL_EVENTS), workbench::parse);

        assertThat(lineage.columns().columns().get("births"))
                .singleElement()
                .satisfies(origin -> assertThat(lineage.written(origin)).containsExactly("birth_total", "出生數"));
        assertThat(lineage.columns().columns().get("township_code"))
                .extracting(origin -> origin.table() + "." + origin.column())
                .containsExactly("townships.township_code");
        assertThat(lineage.cubes())
                .singleElement()
                .satisfies(use -> assertThat(use.of(Optional.of("deaths_male"))).isNotEmpty());
    }

    @Test
    void readsAFileAgainWhenAStepOfItsRecipeIsAnother() throws IOException {
        Path file = EXCERPTS.resolve("2008.csv");
        Feed feed = Feeds.named("income-tax-by-village");
        run(feed, file);
        String changed = RecipeDocument.named(feed.name())
                .text(true)
                .replace("tai: true", "tai: false")
                .replaceAll("(?m)^digest: .*\n", "");
        Feed other = Feeds.in(Files.writeString(folder.resolve("changed.yaml"), changed));

        assertThat(run(feed, file).unchanged()).hasSize(1);
        assertThat(run(other, file).imported()).hasSize(1);
        var table = warehouse.table(feed.table().name());
        assertThat(BatchRecipe.of(table, "2008"))
                .hasValueSatisfying(recipe -> assertThat(recipe.digest()).isEqualTo(other.digest()));
    }

    private ImportReport run(Feed feed, Path... files) {
        return new FeedImport(warehouse, workbench, folder.resolve("scratch"), folder, Clock.systemUTC())
                .run(feed, List.of(files), (_, _, _) -> {});
    }
}
