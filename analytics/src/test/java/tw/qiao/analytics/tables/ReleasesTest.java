package tw.qiao.analytics.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.query.ReleasedCatalogue;
import tw.qiao.analytics.query.WarehouseCatalogue;
import tw.qiao.analytics.support.TestDatabase;

class ReleasesTest {
    private static final Column BATCH = Column.of("batch", ColumnType.parse("text"), true);
    private static final Column COUNT = Column.of("number", ColumnType.parse("integer"), false);
    private static final Clock MAY = Clock.fixed(Instant.parse("2026-05-01T00:00:00Z"), ZoneOffset.UTC);
    private static final Clock SOON = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(2));
    private static final Tidying NOW = new Tidying(Duration.ZERO, Duration.ZERO);

    @TempDir
    private Path folder;

    private String database = "";
    private Warehouse warehouse;
    private Workbench workbench;
    private WarehouseTable births;
    private WarehouseTable deaths;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        warehouse = Warehouse.open(database, "postgres", "", folder);
        workbench = Workbench.open(folder.resolve("scratch"), 512, 2);
        births = warehouse.provide(table("births", BATCH, COUNT));
        deaths = warehouse.provide(table("deaths", BATCH, COUNT));
        add(births, 1);
        add(deaths, 2);
    }

    @AfterEach
    void close() {
        workbench.close();
        warehouse.close();
    }

    @Test
    void showsManyTablesAsTheyWereTogetherWhateverCameSince() {
        warehouse.provide(table("empty", BATCH));
        var release = warehouse.release("115年5月", MAY);
        add(births, 10);
        add(deaths, 20);

        var released = new ReleasedCatalogue(new WarehouseCatalogue(warehouse), release);
        assertThat(released.names()).containsExactly("births", "deaths");
        assertThat(sum(released.source("births", OptionalLong.empty()).sql())).isEqualTo(1);
        assertThat(sum(released.source("deaths", OptionalLong.empty()).sql())).isEqualTo(2);
        assertThat(sum(births.plan(OptionalLong.empty()).source())).isEqualTo(11);
        assertThatThrownBy(() -> released.source("births", births.snapshot())).hasMessageContaining("no such state");
    }

    @Test
    void listsReleasesByNumberAndNeverChangesOne() {
        warehouse.release("first", MAY);
        warehouse.release("second", MAY);

        assertThat(warehouse.releases().all())
                .extracting(Releases.Release::name)
                .containsExactly("second", "first");
        assertThat(warehouse.releases().named("1").name()).isEqualTo("first");
        assertThat(warehouse.releases().named("second").made()).isEqualTo(MAY.instant());
        assertThatThrownBy(() -> warehouse.release("first", MAY)).hasMessageContaining("releases do not change");
        assertThatThrownBy(() -> warehouse.release(" ", MAY)).hasMessageContaining("has a name");
        assertThatThrownBy(() -> warehouse.releases().named("third")).hasMessageContaining("no release third");
        assertThat(warehouse.releases().all()).hasSize(2);
    }

    @Test
    void keepsWhatAReleaseNamesWhenAllElseExpires() {
        var release = warehouse.release("kept", MAY);
        add(births, 10);
        add(births, 100);

        assertThat(NOW.tidy(births, workbench, SOON)).satisfies(done -> {
            assertThat(done.compacted()).isTrue();
            assertThat(done.expired()).isEqualTo(2);
            assertThat(done.swept()).isPositive();
        });

        var again = Warehouse.open(database, "postgres", "", folder);
        var released = new ReleasedCatalogue(new WarehouseCatalogue(again), release);
        assertThat(sum(released.source("births", OptionalLong.empty()).sql())).isEqualTo(1);
        assertThat(sum(again.table("births").plan(OptionalLong.empty()).source()))
                .isEqualTo(111);
        assertThat(again.table("births").history()).hasSize(2);
        again.close();
    }

    @Test
    void readsFilesAsTheyAreAgainOnceTheyWereRewrittenToTheColumnsOfToday() {
        WarehouseTable evolved =
                warehouse.provide(table("births", BATCH, COUNT, Column.of("place", ColumnType.parse("text"), false)));
        long before = evolved.snapshot().orElseThrow();
        assertThat(evolved.plan(OptionalLong.empty()).source()).contains("schema = map");

        assertThat(NOW.tidy(evolved, workbench, MAY).compacted()).isTrue();

        FilePlan plan = evolved.plan(OptionalLong.empty());
        assertThat(plan.source()).doesNotContain("schema = map");
        assertThat(sum(plan.source())).isEqualTo(1);
        assertThat(workbench.number("select count(*) from " + plan.source() + " where place is null"))
                .isEqualTo(1);
        assertThat(evolved.plan(OptionalLong.of(before)).source()).doesNotContain("schema = map");
        assertThat(NOW.tidy(evolved, workbench, MAY).compacted()).isFalse();
    }

    private void add(WarehouseTable table, long number) {
        table.append(workbench, "select 'a' as batch, " + number + "::bigint as number");
    }

    private long sum(String source) {
        return workbench.number("select sum(number) from " + source);
    }

    private static TableDescription table(String name, Column... columns) {
        return new TableDescription(name, 1, name, name, "", List.of(columns), List.of("batch"));
    }
}
