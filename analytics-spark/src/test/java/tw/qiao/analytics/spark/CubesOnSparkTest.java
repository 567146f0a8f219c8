package tw.qiao.analytics.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tw.qiao.analytics.cubes.Cube;
import tw.qiao.analytics.cubes.CubeQuery;
import tw.qiao.analytics.cubes.Cubes;
import tw.qiao.analytics.cubes.ShippedCubes;

/** What the shipped cubes answer, on DuckDB and on a cluster of Spark. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CubesOnSparkTest {
    @TempDir
    private static Path folder;

    private static TwoEngines engines;

    @BeforeAll
    static void start() throws IOException {
        engines = new TwoEngines(folder);
        ShippedCubes.fill(engines.warehouse(), engines.workbench());
    }

    @AfterAll
    static void stop() throws IOException {
        engines.close();
    }

    @ParameterizedTest
    @FieldSource("tw.qiao.analytics.cubes.Cubes#NAMES")
    void answersOnSparkAsOnDuckDb(String name) {
        Cube cube = Cubes.named(name);
        for (CubeQuery query : ShippedCubes.questions(cube)) {
            var expected = ShippedCubes.answer(cube, query, engines.duckDb(), engines.duckDbCatalogue());
            var actual = ShippedCubes.answer(cube, query, engines.sparkQueries(), engines.sparkCatalogue());

            assertThat(expected.rows()).as(query.toString()).isNotEmpty();
            assertThat(actual.rows()).as(query.toString()).isEqualTo(expected.rows());
            assertThat(actual.columns()).isEqualTo(expected.columns());
            assertThat(actual.provenance().tables())
                    .isEqualTo(expected.provenance().tables());
        }
    }
}
