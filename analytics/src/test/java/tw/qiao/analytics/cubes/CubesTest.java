package tw.qiao.analytics.cubes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.query.WarehouseCatalogue;

class CubesTest {
    @TempDir
    private static Path folder;

    private static CubeWarehouse warehouse;

    @BeforeAll
    static void open() {
        warehouse = new CubeWarehouse(folder);
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @Test
    void refusesDeclarationsThatWouldTellOfPeople() {
        assertThatThrownBy(() -> CubeWarehouse.changed(", counted_by: people", ""))
                .hasMessageContaining("stands beside counts of people");
        assertThatThrownBy(() -> CubeWarehouse.changed("'decimal(18,2)'", "integer"))
                .hasMessageContaining("so that its sums are exact");
        assertThatThrownBy(() -> CubeWarehouse.changed("people: true, parts", "aggregate: max, people: true, parts"))
                .hasMessageContaining("it is a sum or a count");
    }

    static Stream<String> shipped() {
        return Cubes.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyShippedCubeSaysAllInEnglishToo(String name) {
        Cube cube = Cubes.named(name);
        Stream<Title> titles = Stream.of(
                        Stream.of(cube.title(), cube.explanation()),
                        cube.measures().stream().flatMap(measure -> Stream.of(measure.title(), measure.unit())),
                        cube.dimensions().stream().map(Dimension::title),
                        cube.dimensions().stream()
                                .flatMap(dimension -> dimension.levels().stream())
                                .map(Level::title))
                .flatMap(Function.identity());

        assertThat(titles.map(Title::english)).allMatch(text -> !text.isBlank() && !text.matches(".*\\p{IsHan}.*"));
        assertThat(Dictionary.table(cube.table()).sourceEnglish()).contains("Open Government Data License");
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyShippedCubeFitsItsTable(String name) {
        Cube cube = Cubes.named(name);
        var table = Dictionary.table(cube.table());
        warehouse.warehouse().provide(table);
        var desk = warehouse.desk(new WarehouseCatalogue(warehouse.warehouse()), table);

        for (Dimension dimension : cube.dimensions()) {
            for (Level level : dimension.levels()) {
                var query = CubeQuery.of(
                                cube.measures().stream().map(Measure::name).toArray(String[]::new))
                        .by(dimension.name(), level.name())
                        .during(Period.between("2014", "2015"));
                assertThat(desk.answer(cube, query, Language.ENGLISH).result().rows())
                        .isEmpty();
            }
        }
    }
}
