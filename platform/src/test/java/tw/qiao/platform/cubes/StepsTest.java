package tw.qiao.platform.cubes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tw.qiao.analytics.cubes.Cube;
import tw.qiao.analytics.cubes.CubeQuery.Axis;
import tw.qiao.analytics.cubes.CubeQuery.Comparison;
import tw.qiao.analytics.cubes.Cubes;
import tw.qiao.analytics.cubes.Grid;
import tw.qiao.analytics.cubes.Level;

class StepsTest {
    private static final Cube CUBE = Cubes.named("vital_events");

    @Test
    void goesDownALevelInAnAnswerOverSumsToo() {
        Level county = CUBE.dimension("place").level("county");
        var summed = new Level(county.name(), county.title(), "place_county", county.codes(), county.time(), true);
        var row = new Grid.Row(List.of("65000"), List.of("新北市"), List.of());
        var grid = new Grid(List.of(new Grid.Part("place", summed)), List.of(), List.of(row));

        Optional<View> down = new Steps(byCounty()).down(grid, row, 0);

        assertThat(down.orElseThrow().question()).contains("rows=township", "where=county%3D65000");
    }

    @Test
    void offersNoWayDownFromATotal() {
        var total = new Grid.Row(List.of(""), List.of("合計"), List.of());
        var grid = new Grid(
                List.of(new Grid.Part("place", CUBE.dimension("place").level("county"))), List.of(), List.of(total));

        assertThat(new Steps(byCounty()).down(grid, total, 0)).isEmpty();
    }

    private static View byCounty() {
        return new View(
                CUBE,
                List.of("births"),
                List.of(new Axis("place", "county")),
                Optional.empty(),
                List.of(),
                "",
                "",
                Comparison.NONE,
                Set.of(),
                View.Layout.PLAIN);
    }
}
