package tw.qiao.analytics.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.query.ReleasedCatalogue;
import tw.qiao.analytics.query.WarehouseCatalogue;
import tw.qiao.analytics.support.TestDatabase;
import tw.qiao.analytics.tables.Warehouse;

class FormerNamesTest {
    @TempDir
    private Path folder;

    @Test
    void aReleaseShowsAColumnUnderItsNameOfThenAndByTheRuleOfToday() {
        try (var warehouse = Warehouse.open(TestDatabase.create(), "postgres", "", folder);
                var workbench = Workbench.open(folder.resolve("scratch"), 512, 2)) {
            var before = table(
                    column("born", Column.PersonalData.NONE, Optional.empty()),
                    column("mother", Column.PersonalData.NONE, Optional.empty()));
            warehouse.provide(before).append(workbench, "select '3' as born, 'somebody' as mother");
            var release = warehouse.release("first", Clock.systemUTC());
            var after = table(
                    column("births", Column.PersonalData.NONE, Optional.of("born")),
                    column("mother_id", Column.PersonalData.IDENTIFYING, Optional.of("mother")));
            warehouse.provide(after).append(workbench, "select '4' as births, 'another' as mother_id");

            var policy = new Policy(Clearance.PUBLIC, Map.of("births", new TableRule(after, Optional.empty(), false)));
            var released = new ReleasedCatalogue(new WarehouseCatalogue(warehouse), release);
            var then = new Egress(policy).catalogue(released).source("births", OptionalLong.empty());
            var now = new Egress(policy)
                    .catalogue(new WarehouseCatalogue(warehouse))
                    .source("births", OptionalLong.empty());

            assertThat(then.columns()).containsExactly("born");
            assertThat(workbench.number("select sum(born::int) from " + then.sql()))
                    .isEqualTo(3);
            assertThat(now.columns()).containsExactly("births");
            assertThat(workbench.number("select sum(births::int) from " + now.sql()))
                    .isEqualTo(7);
        }
    }

    private static Column column(String name, Column.PersonalData personal, Optional<String> formerly) {
        Column plain = Column.of(name, ColumnType.parse("text"), false);
        return new Column(
                name,
                plain.chinese(),
                plain.english(),
                plain.type(),
                false,
                false,
                "",
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                personal,
                Column.Period.NONE,
                formerly);
    }

    private static TableDescription table(Column... columns) {
        return new TableDescription("births", 1, "出生", "Births", "test", List.of(columns), List.of());
    }
}
