package tw.qiao.platform.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tw.qiao.analytics.query.Query;

class WarehouseDeskTest {
    @Test
    void showsEverybodyTheFiguresAndOnlyAnalystsThePlacesOfEvents() {
        try (var warehouse = TestWarehouse.start()) {
            var desk = warehouse.platform().bean(WarehouseDesk.class);
            var places = Query.of("select place from taipei_crime_points limit 1");

            assertThat(desk.forPublic(Query.of("select count(*) from taipei_crime_points"))
                            .rows())
                    .hasSize(1);
            assertThat(desk.forAnalyst(places).rows()).hasSize(1);
            assertThatThrownBy(() -> desk.forPublic(places)).hasMessageContaining("place");
        }
    }
}
